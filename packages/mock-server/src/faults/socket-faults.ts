import type { Faults } from '../faults';
import type { LiveSocket, UpgradeAnswer, UpgradeRequest } from '../live/socket';

const reorderPatience = 50;

/** A socket whose outgoing frames the faults may touch. */
function withFrameFaults(faults: Faults, socket: LiveSocket): LiveSocket {
  let sent = 0;
  let isDropped = false;
  let held: { text: string; timer: ReturnType<typeof setTimeout> } | undefined;

  const deliver = (text: string) => {
    if (isDropped) return;
    socket.send(text);
    sent += 1;
    const limit = faults.active().find((fault) => fault.name === 'dropSocketAfter');
    if (limit?.name !== 'dropSocketAfter' || sent < limit.frames) return;
    if (faults.take('dropSocketAfter', text) === undefined) return;
    isDropped = true;
    socket.terminate();
  };

  const releaseHeld = () => {
    if (held === undefined) return;
    clearTimeout(held.timer);
    const { text } = held;
    held = undefined;
    deliver(text);
  };

  return {
    send(text) {
      if (faults.take('halfOpen', text) !== undefined) return;
      if (held !== undefined) {
        deliver(text);
        releaseHeld();
        return;
      }
      if (faults.take('reorderFrames', text) !== undefined) {
        held = { text, timer: setTimeout(releaseHeld, reorderPatience) };
        return;
      }
      if (faults.take('malformedFrames', text) !== undefined) {
        deliver(text.slice(0, Math.ceil(text.length / 2)));
        return;
      }
      deliver(text);
      if (faults.take('duplicateFrames', text) !== undefined) deliver(text);
    },
    close(code) {
      releaseHeld();
      socket.close(code);
    },
    terminate: () => socket.terminate(),
  };
}

/** Lets the faults strike on upgrades and on what goes over accepted sockets. */
export function withSocketFaults(
  faults: Faults,
  connect: (upgrade: UpgradeRequest) => Promise<UpgradeAnswer>,
): (upgrade: UpgradeRequest) => Promise<UpgradeAnswer> {
  return async (upgrade) => {
    const refusal = faults.take('refuseSockets', `GET ${upgrade.url.pathname}`);
    if (refusal !== undefined) return { accepted: false, status: refusal.status ?? 403 };
    const answer = await connect(upgrade);
    if (!answer.accepted) return answer;
    return {
      accepted: true,
      open(socket) {
        const session = answer.open(withFrameFaults(faults, socket));
        return {
          ...session,
          receive(data) {
            const subject = typeof data === 'string' ? data : '';
            if (faults.take('halfOpen', subject) === undefined) session.receive(data);
          },
        };
      },
    };
  };
}
