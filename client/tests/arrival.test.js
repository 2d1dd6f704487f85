// Where the focus goes and what is announced when a view arrives, and where its page stands.

import assert from "node:assert/strict";
import test from "node:test";

import { Page } from "./page.js";

const LINK = [1, 4, "a", { a: { href: "/next" } }, 0];
const HEADING = [1, 5, "h2", 0, 0];
const INPUT = [1, 6, "input", 0, 0];

function follow(page) {
  page.show(...LINK);
  page.query("a").focus();
  page.query("a").click();
  page.start_next();
}

test("after a link the focus goes to what asks for it", () => {
  const page = new Page();
  follow(page);

  page.show(...HEADING, 1, 7, "input", { a: { autofocus: "" } }, 0);

  assert.equal(page.document.activeElement, page.query("input"));
});

test("else it goes to the first heading, which takes it only this time", () => {
  const page = new Page();
  follow(page);

  page.show(...INPUT, ...HEADING);
  const heading = page.query("h2");
  assert.equal(page.document.activeElement, heading);
  assert.equal(heading.getAttribute("tabindex"), "-1");

  page.query("input").focus();
  assert.equal(heading.hasAttribute("tabindex"), false);
});

test("else it goes to the window", () => {
  const page = new Page();
  follow(page);

  page.show(...INPUT);

  assert.equal(page.document.activeElement, page.root);
});

test("only the first content takes the focus", () => {
  const page = new Page();
  follow(page);
  page.show(...INPUT);
  page.query("input").focus();

  page.show(...HEADING, ...INPUT);

  assert.notEqual(page.document.activeElement, page.query("h2"));
});

test("who went on elsewhere in the meantime is left alone", () => {
  const page = new Page({ html: '<input id="search"><div id="lona"></div>' });
  follow(page);
  page.query("#search").focus();

  page.show(...HEADING);

  assert.equal(page.document.activeElement, page.query("#search"));
});

test("a view that nobody has asked for with a link or form takes no focus", () => {
  const page = new Page();
  page.show(...LINK);

  page.lona_window.run_view("/next");
  page.start_next();
  page.show(...HEADING);

  assert.equal(page.document.activeElement, page.document.body);
  assert.equal(page.query("lona-announcer"), null);
});

test("no focus event of all this reaches the server", () => {
  const page = new Page();
  follow(page);
  page.socket.take();

  page.show(1, 5, "h2", { a: { "data-lona-events": "304;305" } }, 0);

  assert.deepEqual(page.events(), []);
});

test("the title is announced where no search and no text of the page finds it", () => {
  const page = new Page();
  follow(page);
  page.say(201, 0, "The next page", 2, HEADING);

  const host = page.query("html > lona-announcer");
  assert.equal(host.textContent, "");
  assert.equal(host.shadowRoot, null);
});

test("back restores where the page stood", async () => {
  const page = new Page();
  page.show(...LINK);
  page.env.scrollTo(3, 700);
  page.query("a").click();
  page.start_next();
  page.show(...HEADING);
  assert.deepEqual([page.env.scrollX, page.env.scrollY], [0, 0]);

  const moved = new Promise((resolve) => page.window.addEventListener("popstate", resolve));
  page.window.history.back();
  await moved;
  page.start_next();
  assert.deepEqual([page.env.scrollX, page.env.scrollY], [0, 0]);
  page.show(...LINK);

  assert.deepEqual([page.env.scrollX, page.env.scrollY], [3, 700]);
});

test("where a page stood survives a reload", () => {
  const page = new Page();
  page.show(...LINK);
  page.env.scrollTo(0, 300);
  page.window.dispatchEvent(new page.window.Event("pagehide"));

  page.env.scrollTo(0, 0);
  page.context._history._read_positions();
  assert.deepEqual(page.context._history.position, [0, 300]);
});

test("a page without storage begins at its top", () => {
  const page = new Page({ connect: false });
  Object.defineProperty(page.env, "sessionStorage", { get() { throw new Error("denied"); } });
  page.connect();
  page.window.dispatchEvent(new page.window.Event("pagehide"));

  assert.equal(page.context._history.position, null);
});
