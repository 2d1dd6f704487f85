// Draws the numbers of widget_data.bars.
class GalleryBars {
  constructor(lonaWindow, rootNode, widgetData) {
    this.rootNode = rootNode;
    this.onDataUpdated(widgetData);
  }

  onDataUpdated(widgetData) {
    const bars = widgetData.data.bars.map((height) => {
      const bar = document.createElement('span');
      bar.style.height = `${height}em`;
      bar.title = String(height);
      return bar;
    });
    this.rootNode.replaceChildren(...bars);
  }
}

Lona.register_widget_class('GalleryBars', GalleryBars);
