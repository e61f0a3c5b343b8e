import { Answer } from '../http/PortalClient';
import { differenceOf } from './compareAnswers';

const answer = (text: string, more: Partial<Answer> = {}): Answer => ({
  status: 404,
  statusText: 'Not Found',
  headers: { 'content-type': 'application/json' },
  text,
  cut: false,
  ...more,
});
const rename = (text: string) => text.replaceAll('vault', 'zzzzz');

describe('answers about the hidden and the absent', () => {
  it('are alike but for what was asked, times, ids of requests and stack traces', () => {
    const hidden = answer(
      '{"error":{"message":"No vault","stack":"Error: No vault\\n at \\"a\\""},"at":"2026-11-20T10:00:00.000Z"}',
      { headers: { date: 'now', etag: 'W/"1"' } },
    );
    const absent = answer(
      '{"error":{"message":"No zzzzz","stack":"elsewhere"},"at":"2026-11-20T10:00:01Z"}',
      { headers: { date: 'later', etag: 'W/"2"' } },
    );
    expect(differenceOf(hidden, absent, rename)).toBeUndefined();
  });

  it('are alike but for the log entry of an internal error', () => {
    expect(
      differenceOf(
        answer('An internal error occurred logId=2ce997e6'),
        answer('An internal error occurred logId=1d78f519'),
        rename,
      ),
    ).toBeUndefined();
  });

  it('differ by status', () => {
    expect(differenceOf(answer('', { status: 403 }), answer(''), rename)).toBe(
      'hidden answers 403, absent 404',
    );
  });

  it('differ by a word, which is shown', () => {
    const difference = differenceOf(
      answer('{"totalItems":1}'),
      answer('{"totalItems":0}'),
      rename,
    );
    expect(difference).toContain('“{"totalItems":1}”');
    expect(difference).toContain('“{"totalItems":0}”');
  });

  it('differ by a header', () => {
    expect(
      differenceOf(
        answer('', { headers: { 'cache-control': 'private' } }),
        answer('', { headers: {} }),
        rename,
      ),
    ).toBe('header cache-control: hidden "private", absent "absent"');
  });

  it('differ by their length where it is not that of the body', () => {
    expect(
      differenceOf(
        answer('', { status: 200, headers: { 'content-length': '120' } }),
        answer('', { status: 200, headers: { 'content-length': '80' } }),
        rename,
      ),
    ).toBe('header content-length: hidden "120", absent "80"');
  });
});
