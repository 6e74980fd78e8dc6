import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { LucideCircleCheck, LucideCirclePause, LucideClockAlert, LucideTriangleAlert } from '@lucide/angular';
import type { ProjectSummary } from '#contracts';
import { injectMessages } from '../messages/messages';

/** How a project stands, as shape and word. Nothing where nobody has said it yet. */
@Component({
  selector: 'app-project-status',
  imports: [LucideCircleCheck, LucideCirclePause, LucideClockAlert, LucideTriangleAlert],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (project().status; as status) {
      @switch (status.state) {
        @case ('on-track') {
          <span class="status good"
            ><svg lucideCircleCheck class="icon" aria-hidden="true"></svg>{{ m.status[status.state] }}</span
          >
        }
        @case ('finished') {
          <span class="status good"
            ><svg lucideCircleCheck class="icon" aria-hidden="true"></svg>{{ m.status[status.state] }}</span
          >
        }
        @case ('at-risk') {
          <span class="status warn"
            ><svg lucideTriangleAlert class="icon" aria-hidden="true"></svg>{{ m.status[status.state] }}</span
          >
        }
        @case ('late') {
          <span class="status bad"
            ><svg lucideClockAlert class="icon" aria-hidden="true"></svg>{{ m.status[status.state] }}</span
          >
        }
        @default {
          <span class="status"
            ><svg lucideCirclePause class="icon" aria-hidden="true"></svg>{{ m.status[status.state] }}</span
          >
        }
      }
    }
  `,
})
export class ProjectStatus {
  readonly project = input.required<Pick<ProjectSummary, 'status'>>();
  protected readonly m = injectMessages();
}
