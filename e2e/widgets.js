// Widgets of both generations for test_widgets.py; each notes in `calls` what happens to it.

window.calls = [];

function note(widget, what, more) {
  window.calls.push([widget, what, more]);
}

// Old style: a constructor function with one parameter, hooks on `this`.
function OldWidget(lona_window) {
  this.lona_window = lona_window;
  note("old", "constructor", this.data === undefined);

  this.setup = function () {
    note("old", "setup", [this.data, this.root_node.id, this.nodes.length]);
    this.root_node.addEventListener("dblclick", () => {
      lona_window.fire_input_event(undefined, "chosen", { by: "old" });
    });
  };
  this.data_updated = function () {
    note("old", "data_updated", this.data);
  };
  this.deconstruct = function () {
    note("old", "deconstruct", this.root_node.id);
  };
}

// New style: a class with three parameters.
class NewWidget {
  constructor(lonaWindow, rootNode, widgetData) {
    this.widgetData = widgetData;
    this.rootNode = rootNode;
    const isInDocument = document.querySelector(`#${rootNode.id}`) === rootNode;
    note("new", "constructor", [widgetData.data, isInDocument, lonaWindow.root_node.id]);
    rootNode.addEventListener("dblclick", () => {
      lonaWindow.fire_input_event(rootNode, "chosen", null);
    });
  }

  onDataUpdated(widgetData) {
    note("new", "onDataUpdated", [widgetData.data, widgetData === this.widgetData]);
  }

  destroy() {
    note("new", "destroy", this.rootNode.id);
  }
}

// Both in one, as packages have it that run with older releases too.
class MixedWidget {
  constructor() {
    note("mixed", "constructor");
  }

  setup() {
    note("mixed", "setup");
  }

  onDataUpdated() {
    note("mixed", "onDataUpdated");
  }

  data_updated() {
    note("mixed", "data_updated");
  }

  destroy() {
    note("mixed", "destroy");
  }

  deconstruct() {
    note("mixed", "deconstruct");
  }
}

// Throws away what is in its element, like an editor or a chart does.
class TakingWidget {
  constructor(lonaWindow, rootNode) {
    const mine = document.createElement("em");
    mine.textContent = "mine";
    rootNode.replaceChildren(mine);
  }
}

class FailingWidget {
  constructor() {
    throw new Error("this widget always fails");
  }
}

// Legacy: belongs to several nodes without an element around them.
class LegacyWidget {
  constructor(lona_window) {
    this.lona_window = lona_window;
  }

  setup() {
    const names = this.nodes.map((node) => node.nodeName);
    note("legacy", "setup", [this.data, names, this.root_node === this.nodes[0]]);
    this.root_node.addEventListener("dblclick", () => {
      this.lona_window.fire_input_event(undefined, "chosen", [1, "two", null]);
    });
  }

  data_updated() {
    note("legacy", "data_updated", [this.data, this.nodes.map((node) => node.nodeName)]);
  }

  deconstruct() {
    note("legacy", "deconstruct");
  }
}

Lona.register_widget_class("OldWidget", OldWidget);
Lona.register_widget_class("NewWidget", FailingWidget);
Lona.register_widget_class("NewWidget", NewWidget); // the later one counts
Lona.register_widget_class("MixedWidget", MixedWidget);
Lona.register_widget_class("TakingWidget", TakingWidget);
Lona.register_widget_class("FailingWidget", FailingWidget);
Lona.register_widget_class("LegacyWidget", LegacyWidget);
