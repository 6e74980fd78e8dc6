import type { MailFacts, MailWords, SignInMailMessages } from './messages/sign-in-mail.js';

export interface SignInMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A mail with a link and a code, as text and as HTML; every word that people wrote is escaped. */
export function signInMail(
  language: SignInMailMessages,
  words: MailWords,
  facts: MailFacts,
  way: { url: string; code: string },
): SignInMail {
  const code = `${way.code.slice(0, 3)} ${way.code.slice(3)}`;
  return {
    subject: words.subject(facts),
    text: [
      words.greeting(facts),
      `${words.button}: ${way.url}`,
      `${words.code}: ${code}`,
      `${words.until(facts)}.`,
      words.reason(facts),
      facts.business,
    ]
      .join('\n\n')
      .concat('\n'),
    html: page(language.language, words, facts, { url: way.url, code }),
  };
}

const DARK = `
  :root { color-scheme: light dark; }
  @media (prefers-color-scheme: dark) {
    .ground { background: #12110f !important; } .paper { background: #1d1b18 !important; }
    .ink { color: #edeae6 !important; } .soft { color: #b0aba4 !important; } .well { background: #12110f !important; }
    .go { background: #3b7b9e !important; border-color: #7cb6db !important; }
  }`;

/* Mail clients know no tokens and few selectors: colours and sizes stand at each part. */
function page(language: string, words: MailWords, facts: MailFacts, way: { url: string; code: string }): string {
  const text = (words: string) => escaped(words);
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${text(words.subject(facts))}</title><style>${DARK}</style></head>
<body class="ground" style="margin:0;padding:0;background:#f6f4f2">
<div style="display:none;max-height:0;overflow:hidden" aria-hidden="true">${text(words.preview(facts))}</div>
<div role="main" class="ground" style="background:#f6f4f2;padding:32px 16px">
<table role="presentation" align="center" width="100%" cellpadding="0" cellspacing="0" style="max-width:520px;margin:0 auto;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">
<tr><td style="padding:0 4px 18px"><table role="presentation" cellpadding="0" cellspacing="0"><tr>
<td style="width:28px;height:28px;background:#1d5a78;border-radius:5px;color:#ffffff;font-weight:700;font-size:13px;text-align:center" aria-hidden="true">${text(facts.business.slice(0, 1).toUpperCase())}</td>
<td class="ink" style="padding-left:10px;font-size:15px;font-weight:600;color:#24211e">${text(facts.business)}</td></tr></table></td></tr>
<tr><td class="paper" style="background:#ffffff;border-radius:12px;padding:32px 28px 30px">
<h1 class="ink" style="margin:0 0 14px;font-family:Georgia,'Times New Roman',serif;font-weight:400;font-size:27px;line-height:1.2;letter-spacing:-.01em;color:#24211e">${text(words.heading(facts))}</h1>
<p class="ink" style="margin:0 0 24px;font-size:16px;line-height:1.55;color:#24211e">${text(words.greeting(facts))}</p>
<a class="go" href="${text(way.url)}" style="display:inline-block;background:#1d5a78;border:1px solid #1d5a78;border-radius:8px;padding:13px 22px;color:#ffffff;font-size:16px;font-weight:600;text-decoration:none">${text(words.button)}</a>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin-top:28px"><tr><td class="well" style="background:#f6f4f2;border-radius:8px;padding:14px 16px">
<p class="soft" style="margin:0 0 2px;font-size:13px;color:#625d57">${text(words.code)}</p>
<p class="ink" style="margin:0;font-size:24px;font-weight:600;letter-spacing:.18em;font-variant-numeric:tabular-nums;color:#24211e">${way.code}</p>
<p class="soft" style="margin:2px 0 0;font-size:13px;color:#625d57">${text(words.until(facts))}</p></td></tr></table></td></tr>
<tr><td class="soft" style="padding:18px 28px 0;font-size:13px;line-height:1.55;color:#625d57">${text(words.reason(facts))}</td></tr>
</table></div></body></html>
`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}
