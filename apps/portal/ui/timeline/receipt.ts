import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { LucideDownload, LucideLink, LucideShieldAlert, LucideShieldCheck } from '@lucide/angular';
import { getReceipt, type ReceiptView } from '#contracts';
import { Api } from '../../data/api';
import { Dates } from '../../data/dates';
import { injectPageMessages } from '../../messages/messages';
import { Toast } from '../toast';
import { canCheckProofs, checkProof } from './check-proof';

/** Proof of one entry: who, when, on which version, and its place in the chain; "verified" only after both sides have checked. */
@Component({
  selector: 'app-receipt',
  imports: [LucideDownload, LucideLink, LucideShieldAlert, LucideShieldCheck],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './receipt.html',
  styles: `
    .pairs {
      --pairs: 8rem;
    }
    .hashes {
      display: grid;
      grid-template-columns: minmax(6rem, auto) minmax(0, 1fr);
      gap: 0.375rem 0.875rem;
      margin-block-start: 1rem;
      padding-block-start: 0.875rem;
      border-block-start: 1px solid var(--line);
      font-size: var(--text-meta);
    }
    .hashes dt {
      color: var(--ink-muted);
    }
    .head-line {
      justify-content: space-between;
      margin-block-end: 0.5rem;
    }
    .acts {
      margin-block-start: 1rem;
    }
  `,
})
export class Receipt {
  readonly account = input.required<string>();
  readonly entry = input.required<string>();
  protected readonly m = injectPageMessages();
  protected readonly dates = inject(Dates);
  readonly #api = inject(Api);
  readonly #toast = inject(Toast);

  readonly #receipt = resource({
    params: () => ({ accountId: this.account(), eventId: this.entry() }),
    loader: async ({ params }) => {
      const view = await this.#api.query(getReceipt, { params });
      return { view, verdict: await verdictOn(view) };
    },
  });
  protected readonly failed = computed(() => this.#receipt.error() !== undefined);
  protected readonly view = computed(() => (this.#receipt.hasValue() ? this.#receipt.value().view : undefined));
  protected readonly verdict = computed(() => (this.#receipt.hasValue() ? this.#receipt.value().verdict : undefined));
  protected readonly canCopy = 'clipboard' in navigator;

  /** In groups of eight, as one compares them by eye. */
  protected print(hash: string): string {
    return hash.replace(/.{8}(?=.)/g, '$& ');
  }

  protected retry(): void {
    this.#receipt.reload();
  }

  protected async copyLink(): Promise<void> {
    const address = new URL(location.href);
    address.searchParams.set('entry', this.entry());
    await navigator.clipboard.writeText(address.href);
    this.#toast.show({ text: this.m.timeline.copied });
  }

  protected save(view: ReceiptView): void {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([JSON.stringify(view, null, 2)], { type: 'application/json' }));
    link.download = `receipt-${view.entry.id}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  }
}

/** `verified` only where the server found the whole chain sound and this browser the entry's own print. */
async function verdictOn(view: ReceiptView): Promise<'verified' | 'broken' | 'unchecked'> {
  if (!view.chain.valid) return 'broken';
  if (!canCheckProofs()) return 'unchecked';
  return (await checkProof(view)) ? 'verified' : 'broken';
}
