import { Injectable } from '@nestjs/common';
import { Transactions, foldStream } from '#event-sourcing';
import { Colleagues } from '#platform';
import { WORKSPACE, workspace } from './domain/workspace.js';

@Injectable()
export class WorkspaceColleagues extends Colleagues {
  constructor(private readonly transactions: Transactions) {
    super();
  }

  override async has(personId: string): Promise<boolean> {
    return (await foldStream(this.transactions, WORKSPACE, workspace)).colleagues.has(personId);
  }
}
