// The widget `lona.RawHtmlWidget`: renders widget_data.inner_html into its element.
// Browsers that enforce Trusted Types want a policy that says that the server is trusted with HTML.
const rawHtmlPolicy = globalThis.trustedTypes?.createPolicy('lona-raw-html', {
  createHTML: (html) => html,
});

class RawHtmlWidget {
  constructor(lonaWindow, rootNode, widgetData) {
    this.rootNode = rootNode;
    this.onDataUpdated(widgetData);
  }

  onDataUpdated(widgetData) {
    const html = widgetData.data.inner_html ?? '';
    this.rootNode.innerHTML = rawHtmlPolicy?.createHTML(html) ?? html;
  }
}

Lona.register_widget_class('lona.RawHtmlWidget', RawHtmlWidget);
