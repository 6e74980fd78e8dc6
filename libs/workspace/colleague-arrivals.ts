import { Injectable } from '@nestjs/common';
import { Transactions, transact } from '#event-sourcing';
import { Arrivals, RightsChanges } from '#platform';
import { joinAsColleague } from './domain/workspace-decisions.js';
import { WORKSPACE, workspace } from './domain/workspace.js';

/** Notes that an invited colleague has come. */
@Injectable()
export class ColleagueArrivals {
  constructor(transactions: Transactions, arrivals: Arrivals, rights: RightsChanges) {
    arrivals.onArrival(async (personId, command) => {
      await rights.settled(await transact(transactions, WORKSPACE, workspace, command, joinAsColleague(personId)));
    });
  }
}
