import {
  Get,
  HttpCode,
  Post,
  SetMetadata,
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
} from '@nestjs/common';
import type { Operation } from '#contracts';
import type { AnyProjection } from '#read-models';
import type { AnyOperationRequest } from './operation-request.js';
import type { Policy } from './policy.js';
import { requestState } from './request-state.js';

export interface OperateOptions {
  /** The views that the answer is made of: a read waits for them to pass `X-Read-After`. The rights of the person are always among them. */
  readonly reads?: readonly Pick<AnyProjection, 'name'>[];
  /** Where a 201 says that the new thing is, under `/api`, with `:id` for its id and the request's own parameters; below the request's path when absent. */
  readonly location?: `/${string}`;
}

/** An operation as a controller method serves it. */
export interface OperatedRoute extends OperateOptions {
  readonly operation: Operation;
  readonly policy: Policy;
}

const ROUTE = 'portico:route';

/** Serves an operation: its route, status, policy, validation and entry in the OpenAPI document. */
export function Operate(operation: Operation, policy: Policy, options: OperateOptions = {}): MethodDecorator {
  const route: OperatedRoute = { operation, policy, ...options };
  const method = operation.method === 'GET' ? Get : Post;
  return applyDecorators(SetMetadata(ROUTE, route), method(operation.path), HttpCode(operation.status));
}

/** The route that a controller method serves; `undefined` when it declares none. */
export function routeOf(handler: object): OperatedRoute | undefined {
  return Reflect.getMetadata(ROUTE, handler) as OperatedRoute | undefined;
}

const POLICY = 'portico:policy';

/** Declares who may reach a route that is no operation, such as a health check or a stream. */
export function Admit(policy: Policy): MethodDecorator {
  return SetMetadata(POLICY, policy);
}

/** The policy of a controller method; `undefined` when it declares none. */
export function policyOf(handler: object): Policy | undefined {
  return routeOf(handler)?.policy ?? (Reflect.getMetadata(POLICY, handler) as Policy | undefined);
}

/** The validated request, as the only parameter of a controller method. */
export const Asked = createParamDecorator((_: unknown, context: ExecutionContext): AnyOperationRequest => {
  const { asked } = requestState(context);
  if (!asked) throw new Error('A controller method with @Asked must be declared with @Operate.');
  return asked;
});
