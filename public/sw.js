// Shows what the portal sends while no page of it is open, and leads there. It keeps nothing and serves nothing.
self.addEventListener("push", (event) => {
  const { title = "", body = "", url = "/", tag } = event.data?.json() ?? {};
  event.waitUntil(self.registration.showNotification(title, { body, tag, icon: "/icon.svg", data: { url } }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  // Pages of the portal alone, whatever the message says.
  const url = new URL(event.notification.data?.url ?? "/", self.location.origin);
  const target = url.origin === self.location.origin ? url.href : self.location.origin;
  event.waitUntil(
    self.clients.matchAll({ type: "window", includeUncontrolled: true }).then((pages) => {
      const open = pages.find((page) => page.url === target);
      return open ? open.focus() : self.clients.openWindow(target);
    }),
  );
});
