// Shows what the portal sends while no page of it is open, and leads there. It keeps nothing and serves nothing.
self.addEventListener("push", (event) => {
  const { title, body, url, tag } = read(event.data);
  event.waitUntil(
    self.registration.showNotification(title || self.location.hostname, {
      body,
      tag,
      icon: "/icon.svg",
      data: { url },
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const target = addressOf(event.notification.data?.url);
  event.waitUntil(
    self.clients.matchAll({ type: "window", includeUncontrolled: true }).then((pages) => {
      const open = pages.find((page) => page.url === target);
      return open ? open.focus() : self.clients.openWindow(target);
    }),
  );
});

/** What a message says. Of one that cannot be read nothing; something is shown all the same, as browsers demand. */
function read(data) {
  let message = null;
  try {
    message = data.json();
  } catch {}
  const text = (name) => (typeof message?.[name] === "string" ? message[name] : "");
  return { title: text("title"), body: text("body"), url: text("url"), tag: text("tag") };
}

/** Pages of the portal alone, whatever the message says. */
function addressOf(url) {
  const home = `${self.location.origin}/`;
  try {
    const { href } = new URL(url, home);
    return href.startsWith(home) ? href : home;
  } catch {
    return home;
  }
}
