/** What mails say that they come from: `?from=` of the mail server's URL, else its user where that is an address, else the portal's own host. */
export function senderAddress(mailUrl: string | undefined, portalUrl: string): string {
  const own = `no-reply@${new URL(portalUrl).hostname}`;
  if (mailUrl === undefined) return own;
  const { searchParams, username } = new URL(mailUrl);
  const user = decodeURIComponent(username);
  return searchParams.get('from') ?? (user.includes('@') ? user : own);
}
