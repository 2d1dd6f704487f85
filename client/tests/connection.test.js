import assert from "node:assert/strict";
import test from "node:test";

import { Connection } from "../src/connection.js";
import { FakeClock, FakeWebSocket } from "./page.js";

function open({ ping_interval = 0 } = {}) {
  const clock = new FakeClock();
  const told = [];
  let socket;
  const WebSocket = class extends FakeWebSocket {
    constructor(url) {
      super(url);
      socket = this;
    }
  };
  const listener = {
    opened: () => told.push("opened"),
    received: (text) => told.push(text),
    lost: () => told.push("lost"),
  };
  const connection = new Connection("ws://x/", { WebSocket, clock }, () => ping_interval, listener);
  return { connection, socket, clock, told };
}

test("opening, messages and loss are told", () => {
  const { socket, told } = open();

  socket.accept();
  socket.onmessage({ data: "hello" });
  socket.lose();

  assert.deepEqual(told, ["opened", "hello", "lost"]);
});

test("a connection that cannot be opened is lost", () => {
  const { socket, told } = open();

  socket.lose();

  assert.deepEqual(told, ["lost"]);
});

test("nothing is sent before the socket is open or after it was lost", () => {
  const { connection, socket } = open();

  connection.send("early");
  socket.accept();
  connection.send("now");
  socket.lose();
  connection.send("late");

  assert.deepEqual(socket.sent, ["now"]);
});

test("pings are sent at the interval while the socket is open", () => {
  const { socket, clock } = open({ ping_interval: 60 });

  clock.advance(120_000);
  assert.deepEqual(socket.sent, []);
  socket.accept();
  clock.advance(125_000);
  assert.deepEqual(socket.sent, ["lona:[105]", "lona:[105]"]);
  socket.lose();
  clock.advance(120_000);
  assert.equal(socket.sent.length, 2);
});

test("an interval of zero switches pings off", () => {
  const { socket, clock } = open({ ping_interval: 0 });

  socket.accept();
  clock.advance(1e9);

  assert.deepEqual(socket.sent, []);
});

test("leaving says goodbye and tells nothing", () => {
  const { connection, socket, told } = open();
  socket.accept();

  connection.leave();
  socket.onclose({});
  socket.onmessage({ data: "late" });

  assert.deepEqual(socket.sent, ["lona:[106]"]);
  assert.equal(socket.is_closed, true);
  assert.deepEqual(told, ["opened"]);
});
