// A page under jsdom with the client in it, and the far side of its websocket in the test's hands.

import { JSDOM, VirtualConsole } from "jsdom";

import { INPUT_EVENT_TYPE } from "../src/codes.js";
import { create_lona } from "../src/create_lona.js";

/** The far side of a websocket. */
export class FakeWebSocket {
  static all = [];

  constructor(url) {
    this.url = url;
    this.readyState = 0;
    this.sent = [];
    this.is_closed = false;
  }

  send(text) {
    if (this.readyState !== 1) throw new Error("InvalidStateError");
    this.sent.push(text);
  }

  close() {
    this.readyState = 3;
    this.is_closed = true;
  }

  accept() {
    this.readyState = 1;
    this.onopen({ type: "open" });
  }

  lose() {
    this.readyState = 3;
    this.onclose({ type: "close" });
  }

  /** Take what the client sent, decoded; custom messages stay texts. */
  take() {
    return this.sent.splice(0).map((text) => (text.startsWith("lona:") ? JSON.parse(text.slice(5)) : text));
  }
}

/** A clock that stands still until the test moves it. */
export class FakeClock {
  constructor() {
    this.now = 0;
    this.timers = new Map();
    this.count = 0;
  }

  setTimeout = (run, milliseconds) => {
    this.count += 1;
    this.timers.set(this.count, { at: this.now + milliseconds, run });
    return this.count;
  };

  clearTimeout = (timer) => {
    this.timers.delete(timer);
  };

  advance(milliseconds) {
    const end = this.now + milliseconds;
    for (;;) {
      const due = [...this.timers].filter(([, { at }]) => at <= end);
      if (!due.length) break;
      const [id, { at, run }] = due.reduce((a, b) => (b[1].at < a[1].at ? b : a));
      this.timers.delete(id);
      this.now = at;
      run();
    }
    this.now = end;
  }
}

/** One page with the client, connected, with the first window open. */
export class Page {
  constructor({ html = '<div id="lona"></div>', url = "http://localhost/x", settings = {}, connect = true } = {}) {
    this.errors = [];
    const virtualConsole = new VirtualConsole();
    virtualConsole.on("jsdomError", (error) => this.errors.push(error.detail ?? error));
    this.dom = new JSDOM(html, { url, pretendToBeVisual: true, virtualConsole });
    const { window } = this.dom;
    this.window = window;
    this.document = window.document;
    this.clock = new FakeClock();
    this.sockets = [];
    this.scrolled = 0;
    this.assigned = [];
    const page = this;
    this.env = {
      get event() {
        return window.event;
      },
      document: window.document,
      history: window.history,
      location: {
        get href() { return window.location.href; },
        get protocol() { return window.location.protocol; },
        get host() { return window.location.host; },
        get pathname() { return window.location.pathname; },
        assign: (href) => page.assigned.push(href),
        reload: () => page.assigned.push("reload"),
      },
      addEventListener: window.addEventListener.bind(window),
      setTimeout: this.clock.setTimeout,
      clearTimeout: this.clock.clearTimeout,
      scrollTo: (...position) => {
        this.scrolled += 1;
        this.env.scrollX = position[0];
        this.env.scrollY = position[1];
        window.dispatchEvent(new window.Event("scroll"));
      },
      scrollX: 0,
      scrollY: 0,
      sessionStorage: window.sessionStorage,
      WebSocket: class extends FakeWebSocket {
        constructor(socket_url) {
          super(socket_url);
          page.sockets.push(this);
        }
      },
    };
    this.lona = create_lona(this.env);
    this.context = new this.lona.LonaContext(settings);
    this.view = 1;
    this.seq = 0;
    if (connect) this.connect();
  }

  /** Set up the context and accept the connection. */
  connect() {
    this.context.setup();
    this.socket.accept();
  }

  get socket() {
    return this.sockets.at(-1);
  }

  get root() {
    return this.document.querySelector("#lona");
  }

  get lona_window() {
    return this.context.get_default_window();
  }

  query(selector) {
    return this.document.querySelector(selector);
  }

  /** Let the client receive messages as they are. */
  receive(...messages) {
    for (const message of messages) {
      const data = typeof message === "string" ? message : JSON.stringify(message);
      this.socket.onmessage({ data: `lona:${data}` });
    }
  }

  /** Send a numbered message of the server for window 1. */
  say(code, ...items) {
    this.seq += 1;
    this.receive([code, 1, this.view, this.seq, ...items]);
  }

  /** Start the next view, which was asked for by a link, a form or the history. */
  start_next() {
    this.view += 1;
    this.seq = 0;
    this.say(202);
  }

  /** Start the view and show a tree. */
  show(...flat) {
    if (!this.seq) this.say(202);
    this.tree(0, ...flat);
  }

  tree(applied, ...flat) {
    this.say(201, applied, null, 2, flat);
  }

  patch(...patches) {
    this.say(201, 0, null, 3, patches);
  }

  patch_after(applied, ...patches) {
    this.say(201, applied, null, 3, patches);
  }

  /** Take the input events the client sent, as objects. */
  events() {
    return this.socket
      .take()
      .filter(([code]) => code === 102)
      .map(([, window, view, acked, id, type, data, node, target, tag, ids, classes]) => ({
        window, view, acked, id, type, data, node, target, tag, ids, classes,
      }));
  }

  /** Type a text into a control: value and caret, then the event. */
  type(control, value) {
    control.value = value;
    this.fire(control, "input");
  }

  fire(element, type, init = {}) {
    const event = new this.window.Event(type, { bubbles: true, cancelable: true, ...init });
    element.dispatchEvent(event);
    return event;
  }

  click(element, init = {}) {
    const event = new this.window.MouseEvent("click", { bubbles: true, cancelable: true, ...init });
    element.dispatchEvent(event);
    return event;
  }
}

export { INPUT_EVENT_TYPE };
