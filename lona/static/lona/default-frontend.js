// The default frontend: shows the view of the address, and what there is to say while the server
// does not answer. Its settings and messages stand in the page; `window.lona_frontend` is what the
// application has in the template `lona/frontend.js`.
window.addEventListener("load", function () {
  const settings = JSON.parse(document.getElementById("lona-frontend").textContent);
  const disconnect_message = document.getElementById("lona-disconnect-message");
  const waiting_message = document.getElementById("lona-waiting-message");
  const lona_context = new Lona.LonaContext({
    target: settings.target,
    title: settings.title,
    update_address_bar: true,
    update_title: true,
    follow_redirects: true,
    follow_http_redirects: true,
  });
  let has_been_connected = false;

  lona_context.add_connect_hook(function () {
    if (has_been_connected) {
      // Static files may have changed while the server was away.
      window.location.reload();
    }
    has_been_connected = true;
  });

  lona_context.add_disconnect_hook(function () {
    const message = disconnect_message.content.cloneNode(true);
    document.querySelector(settings.target).replaceChildren(message);
    if (settings.auto_reconnect) {
      setTimeout(function () {
        lona_context.reconnect({ create_window: false });
      }, settings.auto_reconnect_timeout);
    }
  });

  lona_context.add_view_timeout_hook(function (lona_context, lona_window) {
    lona_window.set_html(waiting_message.innerHTML);
  });

  lona_context.add_input_event_timeout_hook(function () {
    alert(waiting_message.content.textContent.trim());
  });

  window.lona_frontend?.(lona_context);

  lona_context.setup();
  window.lona_context = lona_context;
});
