// Links, forms, history.

import assert from "node:assert/strict";
import test from "node:test";

import { Page } from "./page.js";

function with_tree(...flat) {
  const page = new Page({ url: "http://localhost/dir/page?q=1" });
  page.show(...flat);
  page.socket.take();
  return page;
}

const link = (attributes) => [1, 4, "a", { a: attributes }, 1, 1, 5, "b", 0, 0];
const requests = (page) => page.socket.take().map(([code, , , , url, post]) => [code, url, post]);

test("a link runs its target as view, with history entry", () => {
  const page = with_tree(...link({ href: "other?x=1" }));

  const event = page.click(page.query("b"));

  assert.equal(event.defaultPrevented, true);
  assert.deepEqual(requests(page), [[101, "http://localhost/dir/other?x=1", null]]);
  page.start_next();
  assert.equal(page.window.location.href, "http://localhost/dir/other?x=1");
  assert.equal(page.window.history.length, 2);
});

test("a link keeps the address as it was given", () => {
  const page = with_tree(...link({ href: "other?x=1" }));
  assert.equal(page.query("a").getAttribute("href"), "other?x=1");
});

test("the address gets its entry when the view starts, not before the page might be left", () => {
  const page = with_tree(...link({ href: "/plain" }));
  page.click(page.query("b"));
  assert.equal(page.window.history.length, 1);
  page.start_next();
  page.say(202); // the 500 view starts the window anew
  assert.equal(page.window.history.length, 2);
});

for (const [name, attributes, init] of [
  ["to another origin", { href: "http://example.org/" }],
  ["to a mail address", { href: "mailto:a@example.org" }],
  ["for another tab", { href: "/x", target: "_blank" }],
  ["to be downloaded", { href: "/x", download: "" }],
  ["that is ignored", { href: "/x", "data-lona-ignore": "" }],
  ["clicked with Ctrl", { href: "/x" }, { ctrlKey: true }],
  ["clicked with Meta", { href: "/x" }, { metaKey: true }],
  ["clicked with Shift", { href: "/x" }, { shiftKey: true }],
]) {
  test(`a link ${name} is left to the browser`, () => {
    const page = with_tree(...link(attributes));
    page.document.addEventListener("click", (event) => {
      page.was_prevented = event.defaultPrevented;
      event.preventDefault(); // jsdom cannot navigate
    });

    page.click(page.query("b"), init);

    assert.equal(page.was_prevented, false);
    assert.deepEqual(requests(page), []);
  });
}

test("a link with target _self runs as view", () => {
  const page = with_tree(...link({ href: "/x", target: "_self" }));

  page.click(page.query("a"));

  assert.deepEqual(requests(page), [[101, "http://localhost/x", null]]);
});

test("a link with click event does not navigate", () => {
  const page = with_tree(...link({ href: "/x", "data-lona-events": "301" }));

  page.click(page.query("b"));

  assert.deepEqual(page.events().map(({ node }) => node), [4]);
});

test("an ignored link inside a clickable element navigates", () => {
  const page = with_tree(
    1, 3, "div", { a: { "data-lona-events": "301" } }, 1,
    ...link({ href: "#x", "data-lona-ignore": "" }),
  );

  const event = page.click(page.query("b"));

  assert.equal(event.defaultPrevented, false);
  assert.deepEqual(requests(page), []);
});

function with_form(attributes, html) {
  const page = new Page({ url: "http://localhost/dir/page?q=1" });
  page.say(202);
  page.say(201, 0, null, 1, `<form ${attributes}>${html}</form>`);
  page.socket.take();
  return page;
}

test("a GET form runs its action with the values as query", () => {
  const page = with_form('action="/search?old=1"', '<input name="q" value="a&b"><input name="r" value="ü"><button></button>');

  page.query("button").click();

  assert.deepEqual(requests(page), [[101, "http://localhost/search?q=a%26b&r=%C3%BC", null]]);
  page.start_next();
  assert.equal(page.window.history.length, 2);
});

test("a POST form sends its values; lists for multiple selects and repeated names", () => {
  const page = with_form(
    'method="POST"',
    `<input name="a" value="1"><input name="a" value="2"><input name="off" disabled>
     <input type="checkbox" name="c"><input type="checkbox" name="d" checked>
     <select name="s" multiple><option selected>x<option selected>y</select>
     <select name="t" multiple><option selected>z</select>
     <button name="go" value="1">Go</button>`,
  );

  page.query("button").click();

  assert.deepEqual(requests(page), [
    [101, "http://localhost/dir/page?q=1", { a: ["1", "2"], d: "on", s: ["x", "y"], t: ["z"], go: "1" }],
  ]);
});

test("a control named action does not hide the form's action", () => {
  const page = with_form('action="/x" method="post"', '<input name="action" value="1"><input name="method" value="2"><button></button>');

  page.query("button").click();

  assert.deepEqual(requests(page), [[101, "http://localhost/x", { action: "1", method: "2" }]]);
});

for (const attributes of ["data-lona-ignore", 'action="http://example.org/"', 'target="_blank"', 'method="dialog"']) {
  test(`a form with ${attributes} is left to the browser`, () => {
    const page = with_form(attributes, "<button></button>");
    let prevented;
    page.document.addEventListener("submit", (event) => {
      prevented = event.defaultPrevented;
      event.preventDefault();
    });

    page.query("button").click();

    assert.equal(prevented, false);
    assert.deepEqual(requests(page), []);
  });
}

test("a delayed change is sent before its form is submitted", () => {
  const page = with_form("", '<input data-lona-events="302:300" name="a"><button></button>');
  page.type(page.query("input"), "x");

  page.query("button").click();

  assert.deepEqual(page.socket.take().map(([code]) => code), [102, 101]);
});

/** Go through the history and wait until the page has been told. */
async function go(page, run) {
  const moved = new Promise((resolve) => page.window.addEventListener("popstate", resolve, { once: true }));
  run(page.window.history);
  await moved;
}

test("back and forward run the view of the address, without new entries", async () => {
  const page = with_tree(...link({ href: "/other" }));
  page.click(page.query("a"));
  page.start_next();
  requests(page);

  await go(page, (history) => history.back());
  await go(page, (history) => history.forward());

  assert.deepEqual(requests(page), [[101, "http://localhost/dir/page?q=1", null], [101, "http://localhost/other", null]]);
  assert.equal(page.window.history.length, 2);
});

test("moving between fragments of a page does not run its view again", async () => {
  const page = with_tree(...link({ href: "/other" }));

  await go(page, () => { page.window.location.hash = "#part"; });
  await go(page, (history) => history.back());
  assert.deepEqual(requests(page), []);
  await go(page, (history) => history.forward());
  page.click(page.query("a"));
  page.start_next();
  requests(page);
  await go(page, (history) => history.back());

  assert.deepEqual(requests(page), [[101, "http://localhost/dir/page?q=1#part", null]]);
});
