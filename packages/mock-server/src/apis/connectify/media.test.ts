import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MockServer, createMockServer } from '../../index';
import { call } from '../../testing/client';

describe('served media', () => {
  let server: MockServer;

  beforeAll(async () => {
    server = await createMockServer({ seed: { large: 1 } });
  });

  afterAll(() => server.close());

  async function upload(
    name: string,
    type: string,
    bytes: Uint8Array<ArrayBuffer> | string,
  ): Promise<Response> {
    const form = new FormData();
    form.append('content', name);
    form.append('attachments', new File([bytes], name, { type }));
    form.append('attachment_types', 'image');
    const { body } = await call(
      server,
      'amira',
      'POST',
      '/api/messaging/conversations/1/send-message/',
      form,
    );
    const [attachment] = (body as { attachments: { file_url: string }[] }).attachments;
    return fetch(`${server.url}${attachment?.file_url ?? ''}`);
  }

  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

  it('shows a real picture in place', async () => {
    const answer = await upload('holiday.png', 'text/html', png);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(answer.headers.get('content-disposition')).toMatch(/^inline/);
  });

  it.each([
    ['page.html', 'text/html', '<script>alert(1)</script>'],
    [
      'drawing.svg',
      'image/svg+xml',
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    ],
    ['liar.png', 'image/png', '<!doctype html><script>alert(1)</script>'],
    ['script.js', 'image/png', 'alert(1)'],
  ])('never lets %s run, whatever it claims to be', async (name, type, content) => {
    const { headers } = await upload(name, type, content);
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toMatch(/^attachment/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain('sandbox');
  });

  it('keeps two files of one name apart and their names whole', async () => {
    const name = 'my "résumé".pdf';
    const first = await upload(name, '', '%PDF-1.4 one');
    const second = await upload(name, '', '%PDF-1.4 two');
    expect(first.url).not.toBe(second.url);
    expect([await first.text(), await second.text()]).toEqual(['%PDF-1.4 one', '%PDF-1.4 two']);
    expect(second.headers.get('content-type')).toBe('application/pdf');
    expect(second.headers.get('content-disposition')).toBe(
      `attachment; filename="my _r_sum__.pdf"; filename*=UTF-8''my%20%22r%C3%A9sum%C3%A9%22.pdf`,
    );
  });

  it('serves a range, for players that seek', async () => {
    const { url } = await upload('clip.png', 'image/png', png);
    const answer = await fetch(url, { headers: { range: 'bytes=8-9' } });
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe('bytes 8-9/11');
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(Uint8Array.from([1, 2]));
  });

  it.each(['/media/nothing.png', '/media/../../etc/passwd', '/media/%E0%A4%A'])(
    'has nothing at %s',
    async (path) => {
      expect((await fetch(`${server.url}${path}`)).status).toBe(404);
    },
  );
});
