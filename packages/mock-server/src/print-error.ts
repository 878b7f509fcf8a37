/** Where errors go that nobody else listens for. */
export function printError(error: unknown): void {
  // eslint-disable-next-line no-console -- a fault of the backend itself must not pass unseen
  console.error(error);
}
