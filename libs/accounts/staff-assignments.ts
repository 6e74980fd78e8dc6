import { Injectable } from '@nestjs/common';
import { Assignments, Views } from '#platform';
import { accountsView } from './accounts-view.js';

const MOST = 200;

@Injectable()
export class StaffAssignments extends Assignments {
  constructor(private readonly views: Views) {
    super();
  }

  override async of(personId: string): Promise<readonly string[]> {
    const { items } = await this.views.of(accountsView).find({ where: { staff: personId }, sort: [['nameKey', 'asc']], limit: MOST });
    return items.map(({ _id }) => _id);
  }
}
