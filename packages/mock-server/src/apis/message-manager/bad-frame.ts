/** A frame the real server fails at: it closes the socket and forgets what came behind. */
export class BadFrame extends Error {
  override readonly name = 'BadFrame';
}
