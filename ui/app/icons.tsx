import type { ReactNode } from "react"

/** Drawn on one grid of 16 × 16, in strokes of 1.5; what is filled has the class `solid`. */
const ICONS = {
  play: <path className="solid" d="M4.5 2.8v10.4L13 8z" />,
  pause: <path className="solid" d="M4 3h3v10H4zM9 3h3v10H9z" />,
  reverse: <path className="solid" d="M11.5 2.8v10.4L3 8z" />,
  step: (
    <>
      <path className="solid" d="M4 3.5v9L10 8z" />
      <path d="M12 3.5v9" />
    </>
  ),
  stepBack: (
    <>
      <path className="solid" d="M12 3.5v9L6 8z" />
      <path d="M4 3.5v9" />
    </>
  ),
  start: <path d="M3.5 3v10M12.5 4 7 8l5.5 4" />,
  end: <path d="M12.5 3v10M3.5 4 9 8l-5.5 4" />,
  nextMark: <path d="M2.5 8h6M6 4.5 9.5 8 6 11.5M13 3.5v9" />,
  previousMark: <path d="M13.5 8h-6M10 4.5 6.5 8l3.5 3.5M3 3.5v9" />,
  live: (
    <>
      <circle className="solid" cx="8" cy="8" r="2" />
      <path d="M4.4 4.4a5 5 0 0 0 0 7.2M11.6 4.4a5 5 0 0 1 0 7.2" />
    </>
  ),
  zoomOut: <path d="M2 8h12M5 5 2 8l3 3M11 5l3 3-3 3" />,
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  gallery: <path d="M2.5 2.5h4.5v4.5H2.5zM9 2.5h4.5v4.5H9zM2.5 9h4.5v4.5H2.5zM9 9h4.5v4.5H9z" />,
  share: <path d="M8 9.5v-7M5.5 4.5 8 2l2.5 2.5M4 7.5H3v6h10v-6h-1" />,
  help: (
    <>
      <path d="M5.8 6a2.2 2.2 0 1 1 3.4 1.8c-.8.6-1.2 1-1.2 2" />
      <circle className="solid" cx="8" cy="12.2" r="0.9" />
    </>
  ),
  search: <path d="M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.5 10.5l3 3" />,
  editor: <path d="M2.5 3h11v10h-11zM6 3v10" />,
  inspector: <path d="M2.5 3h11v10h-11zM10 3v10" />,
  branch: (
    <>
      <path d="M4 4.5v7M4 9.5c0-3 8-1.5 8-4.5" />
      <circle cx="4" cy="3.2" r="1.3" />
      <circle cx="4" cy="12.8" r="1.3" />
      <circle cx="12" cy="3.7" r="1.3" />
    </>
  ),
  compare: <path d="M2.5 3h4.5v10H2.5zM9 3h4.5v10H9zM5 6.5h0M11.5 9.5h0" />,
  copy: <path d="M5.5 5.5h8v8h-8zM10.5 2.5h-8v8" />,
  warning: <path d="M8 2.5 14 13H2zM8 6.5v3M8 11.2v.1" />,
} satisfies Readonly<Record<string, ReactNode>>

export type IconName = keyof typeof ICONS

/** Beside a text or on a button that has a name: it says nothing of its own. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {ICONS[name]}
    </svg>
  )
}
