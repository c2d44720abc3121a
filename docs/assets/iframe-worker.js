// The search runs in a worker, and a browser starts none for a page that was opened as a file. There, a hidden frame takes
// its place. The theme looks for the name IFrameWorker to resolve addresses inside of the frame.
"use strict";

class IFrameWorker extends EventTarget {
  constructor(url) {
    super();
    this.frame = document.body.appendChild(Object.assign(document.createElement("iframe"), { hidden: true }));
    const inner = this.frame.contentWindow;
    addEventListener("message", ({ source, data }) => {
      if (source === inner) this.dispatchEvent(new MessageEvent("message", { data }));
    });
    inner.document.open();
    inner.document.write(`<body><script>
      var postMessage = (data) => parent.postMessage(data, "*");
      var importScripts = (...urls) => urls.reduce((before, src) => before.then(() => new Promise((resolve) => {
        document.body.appendChild(Object.assign(document.createElement("script"), { src, onload: resolve }));
      })), Promise.resolve());
    </script><script src="${url}"></script></body>`);
    inner.document.close();
    this.loaded = new Promise((resolve) => inner.addEventListener("load", resolve));
  }

  postMessage(data) {
    this.loaded.then(() => this.frame.contentWindow.dispatchEvent(new MessageEvent("message", { data })));
  }
}

if (location.protocol === "file:") Object.assign(window, { IFrameWorker, Worker: IFrameWorker });
