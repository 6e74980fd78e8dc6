import type { PortalClient } from './portal-client.ts';
import type { PortalProcess } from './portal-process.ts';

/** Makes the client the admin of a new portal; resolves with the admin's id. */
export async function setUp(portal: PortalProcess, client: PortalClient): Promise<string> {
  await client.post('/setup/open', { token: await portal.setUpToken() });
  const done = await client.post('/setup', {
    name: 'Ruth Ashdown',
    email: 'ruth@ashdownpell.example',
    business: 'Ashdown Pell',
  });
  if (done.status >= 400) throw new Error(`Set-up was refused: ${JSON.stringify(done.body)}`);
  return String((await client.get('/me')).body.id);
}
