"use client";

import { useEffect, useRef, useState } from "react";
import { ChevronLeft, X } from "@/components/ui/control-icons";
import { IconButton } from "@/components/ui/icon-button";
import { ChevronRight, ExternalLink } from "@/components/ui/icons";

type Picture = {
  id: string;
  src: string;
  name: string;
  width: number | undefined;
  height: number | undefined;
};
export type LightboxTexts = { label: string; close: string; next: string; previous: string; open: string };

/** The pictures of the page, one at a time, in the browser's own dialog. A default export, because it is fetched when it is needed. */
export default function LightboxDialog({
  first,
  texts,
  onClose,
}: {
  /** The id of the picture to begin with. */
  first: string;
  texts: LightboxTexts;
  onClose: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [pictures] = useState(picturesOnPage);
  const [index, setIndex] = useState(() =>
    Math.max(
      0,
      pictures.findIndex(({ id }) => id === first),
    ),
  );
  const picture = pictures[index];

  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // Focus goes back to the picture only when the dialog is closed before it leaves.
    return () => element?.close();
  }, []);

  function go(step: number) {
    setIndex((now) => (now + step + pictures.length) % pictures.length);
  }

  return (
    <dialog
      ref={dialog}
      aria-label={texts.label}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) dialog.current?.close();
      }}
      onKeyDown={(event) => {
        if (event.key === "ArrowRight") go(1);
        if (event.key === "ArrowLeft") go(-1);
      }}
      className="floats m-auto max-h-[94dvh] w-fit max-w-[94vw] flex-col overflow-hidden rounded-lg bg-paper text-fg shadow-float open:flex"
    >
      {picture && (
        <>
          <header className="flex items-center gap-1 border-b py-1.5 ps-4 pe-1.5">
            <bdi className="min-w-0 flex-1 truncate pe-4 text-sm">{picture.name}</bdi>
            {pictures.length > 1 && (
              <>
                <span className="px-2 text-fg-muted text-sm">
                  {index + 1}/{pictures.length}
                </span>
                <IconButton
                  label={texts.previous}
                  icon={<ChevronLeft aria-hidden />}
                  onClick={() => go(-1)}
                />
                <IconButton label={texts.next} icon={<ChevronRight aria-hidden />} onClick={() => go(1)} />
              </>
            )}
            <a
              href={picture.src}
              target="_blank"
              rel="noopener"
              className="hit-44 rounded-md p-2 text-fg-muted hover:text-fg"
              aria-label={texts.open}
            >
              <ExternalLink aria-hidden />
            </a>
            <IconButton
              label={texts.close}
              icon={<X aria-hidden />}
              onClick={() => dialog.current?.close()}
            />
          </header>
          {/* biome-ignore lint/performance/noImgElement: private, signed per request */}
          <img
            key={picture.id}
            src={picture.src}
            alt={picture.name}
            width={picture.width}
            height={picture.height}
            className="min-h-0 w-auto max-w-full object-contain"
          />
        </>
      )}
    </dialog>
  );
}

function picturesOnPage(): Picture[] {
  const found = new Map<string, Picture>();
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-lightbox]")) {
    const { lightbox: id, width, height } = link.dataset;
    if (!id || found.has(id)) continue;
    const name = link.querySelector("img")?.alt ?? link.querySelector("bdi")?.textContent ?? "";
    found.set(id, {
      id,
      src: link.href,
      name,
      width: Number(width) || undefined,
      height: Number(height) || undefined,
    });
  }
  return [...found.values()];
}
