import { afterEach, describe, expect, it } from 'vitest';
import { startOllamaServer, type FakeOllama } from '../../../test/servers/ollama.js';
import { realClock } from '../../../test/support/llm-clock.js';
import { surveyModels } from './models.js';
import { createOllamaProvider } from './providers/ollama/ollama.js';

const servers: FakeOllama[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function start() {
  const server = await startOllamaServer({
    models: [{ name: 'a:1b', digest: 'd-a', size: 5 }, { name: 'b:2b' }],
    answers: () => '{"probe":"ultramarine"}',
  });
  servers.push(server);
  return { server, provider: createOllamaProvider({ clock: realClock, baseUrl: server.url }) };
}

describe('surveyModels', () => {
  it('lists without talking to anybody', async () => {
    const { server, provider } = await start();
    const [report] = await surveyModels([provider]);
    expect(report).toMatchObject({ provider: 'ollama', reachable: true, error: null, probes: [] });
    expect(report?.models).toEqual([
      { model: 'a:1b', version: 'd-a', sizeBytes: 5, remote: false },
      { model: 'b:2b', version: 'digest-of-b:2b', sizeBytes: 2_019_393_189, remote: false },
    ]);
    expect(server.chats).toHaveLength(0);
  });

  it('probes all, or the named ones, even where one is missing', async () => {
    const { provider } = await start();
    const [all] = await surveyModels([provider], { probe: 'all' });
    expect(all?.probes.map((p) => [p.model, p.reachable, p.jsonSchema])).toEqual([
      ['a:1b', true, true],
      ['b:2b', true, true],
    ]);
    const [named] = await surveyModels([provider], { probe: ['gone', 'b:2b'] });
    expect(named?.probes.map((p) => [p.model, p.reachable])).toEqual([
      ['gone', false],
      ['b:2b', true],
    ]);
  });

  it('says why a server cannot be asked, and goes on with the others', async () => {
    const [dead, alive] = [await start(), await start()];
    await dead.server.close();
    const reports = await surveyModels([dead.provider, alive.provider]);
    expect(reports.map((r) => r.reachable)).toEqual([false, true]);
    expect(reports[0]?.error).toContain('ECONNREFUSED');
  });
});
