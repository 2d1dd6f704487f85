// What the driver of Chromium adds to each document: a way to wait until the page is at rest.
//
// It looks at what the browser offers to everybody: sockets, timers, and the beginning of a
// navigation.

(() => {
  // real ones, whatever clock a test puts in place
  const { clearTimeout, requestAnimationFrame, setTimeout } = globalThis;
  const OriginalSocket = globalThis.WebSocket;
  const sockets = new Set(); // that are open or going to be
  const lona_sockets = new WeakSet(); // that have sent a message of Lona
  const delayed = new Map(); // timers of changes, and what they run
  let sent = 0;
  let is_leaving = false;
  const drawn = new WeakSet();

  globalThis.WebSocket = class WebSocket extends OriginalSocket {
    constructor(...args) {
      super(...args);
      sockets.add(this);
      this.addEventListener("close", () => sockets.delete(this));
    }

    send(data) {
      sent += 1;
      if (typeof data === "string" && data.startsWith("lona:")) lona_sockets.add(this);
      super.send(data);
    }
  };

  // Lona sends what is typed when the user pauses. A test does not pause: it is sent at once.

  globalThis.setTimeout = (run, ...rest) => {
    if (globalThis.event?.type !== "input" || !is_called_by_lona()) return setTimeout(run, ...rest);
    const change = () => {
      delayed.delete(id);
      run();
    };
    const id = setTimeout(change, ...rest);
    delayed.set(id, change);
    return id;
  };

  globalThis.clearTimeout = (id) => {
    delayed.delete(id);
    clearTimeout(id);
  };

  function is_called_by_lona() {
    const script = document.querySelector("script[data-lona-settings]");
    return Boolean(script) && new Error().stack.includes(new URL(".", script.src).href);
  }

  function send_delayed() {
    for (const [id, change] of delayed) {
      clearTimeout(id);
      change();
    }
  }

  globalThis.navigation?.addEventListener("navigate", (event) => {
    const is_page = /^(https?|about|data|blob|file):/.test(event.destination.url);
    if (is_page && !event.destination.sameDocument && event.downloadRequest === null) {
      is_leaving = true;
    }
  });
  for (const type of ["navigateerror", "navigatesuccess"]) {
    globalThis.navigation?.addEventListener(type, () => (is_leaving = false));
  }
  // An answer that is a file, or none at all, is told to nobody here: see `stays`.

  const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const happens = (target, types) =>
    new Promise((resolve) => {
      for (const type of types) target.addEventListener(type, resolve, { once: true });
    });

  /** Wait until all that the server has sent before is applied. */
  function exchange(socket, ping, pong) {
    return new Promise((resolve) => {
      const finish = (event) => {
        if (event.type === "message" && event.data !== pong) return;
        socket.removeEventListener("message", finish);
        socket.removeEventListener("close", finish);
        resolve();
      };
      socket.addEventListener("message", finish);
      socket.addEventListener("close", finish);
      OriginalSocket.prototype.send.call(socket, ping);
    });
  }

  /** Wait for a picture of what is new and asks for the focus: only then it gets it. */
  async function draw_new() {
    const is_new = (element) => !drawn.has(element);
    const asking = [...document.querySelectorAll("[autofocus]")].filter(is_new);
    if (!asking.length) return;
    await Promise.race([new Promise((resolve) => requestAnimationFrame(resolve)), pause(500)]);
    for (const element of asking) drawn.add(element);
  }

  async function rest({ ping, pong, stays }) {
    if (stays) is_leaving = false;
    if (is_leaving) {
      await pause(20); // this document goes, and the answer with it
      return "leaving";
    }
    if (document.readyState !== "complete") {
      await happens(globalThis, ["load"]);
      await pause(0);
    }
    await draw_new();
    for (const socket of sockets) {
      if (socket.readyState !== OriginalSocket.CONNECTING) continue;
      await happens(socket, ["open", "close"]);
      await pause(0); // whoever waits for the socket, too, speaks now
    }
    send_delayed();
    while (document.querySelector("[data-lona-upload][aria-busy]")) await pause(5);
    const before = sent;
    const is_open = (socket) =>
      lona_sockets.has(socket) && socket.readyState === OriginalSocket.OPEN;
    await Promise.all([...sockets].filter(is_open).map((s) => exchange(s, ping, pong)));
    await draw_new();
    return sent === before && !is_leaving ? "calm" : "moving";
  }

  /**
   * Send what is delayed, hear what the server has to say, and tell whether that was all ("calm"),
   * or whether something was sent meanwhile ("moving"). "leaving" while another document is on its
   * way, unless `stays` tells that it will not come; "late" when the patience is over.
   */
  globalThis[Symbol.for("lona_testing.settle")] = (options) =>
    Promise.race([rest(options), pause(options.patience).then(() => "late")]);
})();
