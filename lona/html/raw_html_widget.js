// The widget `lona.RawHtmlWidget`: renders widget_data.inner_html into its element.
class RawHtmlWidget {
  constructor(lonaWindow, rootNode, widgetData) {
    this.rootNode = rootNode;
    this.onDataUpdated(widgetData);
  }

  onDataUpdated(widgetData) {
    this.rootNode.innerHTML = widgetData.data.inner_html ?? '';
  }
}

Lona.register_widget_class('lona.RawHtmlWidget', RawHtmlWidget);
