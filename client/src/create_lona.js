// Makes the object `Lona`: what scripts of applications see of the client.

import { INPUT_EVENT_TYPE, MESSAGE_PREFIX } from "./codes.js";
import { LonaContext } from "./context.js";

/**
 * Create `Lona` for a browser window; settings are read from the script element that loads it.
 * @param {import("./context.js").Environment} env
 */
export function create_lona(env) {
  const lona = {
    /** @type {Record<string, any>} */
    settings: { VIEW_START_TIMEOUT: 2, INPUT_EVENT_TIMEOUT: 2, PING_INTERVAL: 60 },
    /** @type {Record<string, any>} */
    protocol: { MESSAGE_PREFIX, INPUT_EVENT_TYPE },
    /** @type {Record<string, any>} */
    widget_classes: {},

    LonaContext: class extends LonaContext {
      /** @param {any} settings */
      constructor(settings) {
        super(settings, env, lona);
      }
    },

    /**
     * Name the class whose objects the widgets of that name get; the last one of a name counts.
     * @param {string} name
     * @param {any} javascript_class class or constructor function
     */
    register_widget_class(name, javascript_class) {
      lona.widget_classes[name] = javascript_class;
    },

    /** @param {object} settings are merged into `Lona.settings` */
    set_settings(settings) {
      Object.assign(lona.settings, settings);
    },

    /** @param {object} protocol is merged into `Lona.protocol` */
    set_protocol(protocol) {
      Object.assign(lona.protocol, protocol);
    },
  };
  // A module is not told its script element: look for the one that has the settings.
  const script = /** @type {HTMLElement | null} */ (
    env.document.currentScript ?? env.document.querySelector("script[data-lona-settings]")
  );
  lona.set_protocol(JSON.parse(script?.dataset.lonaProtocol ?? "{}"));
  lona.set_settings(JSON.parse(script?.dataset.lonaSettings ?? "{}"));
  return lona;
}
