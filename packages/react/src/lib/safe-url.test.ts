import { describe, expect, it } from 'vitest';
import { safeFileUrl, safeLinkUrl } from './safe-url';

describe('safe addresses', () => {
  it('lets files come from the web and from this page only', () => {
    expect(safeFileUrl('https://files.example/a.png')).toBe('https://files.example/a.png');
    expect(safeFileUrl('blob:https://app.example/1')).toBe('blob:https://app.example/1');
    for (const url of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '/relative', '']) {
      expect(safeFileUrl(url)).toBeNull();
    }
    expect(safeFileUrl(null)).toBeNull();
  });

  it('lets links lead to the web, mail and telephone only', () => {
    expect(safeLinkUrl('tel:+4930123')).toBe('tel:+4930123');
    expect(safeLinkUrl('mailto:a@b.example')).toBe('mailto:a@b.example');
    for (const url of ['JaVaScRiPt:alert(1)', ' javascript:alert(1)', 'vbscript:x', 'data:text/html,x']) {
      expect(safeLinkUrl(url)).toBeNull();
    }
  });
});
