import type { ReactNode } from 'react';

/** Drawn in the manner of KERN's icons: 24 grid, stroke 1.75, round ends. One meaning each. */
const shapes = {
  ask: (
    <>
      <path d="M4 5h16v11H10l-4 4v-4H4z" /> <path d="M10 9a2 2 0 1 1 2.6 1.9c-.4.1-.6.4-.6.8v.3M12 14v.1" />
    </>
  ),
  check: (
    <>
      <path d="M5 12.5l4.5 4.5L19 7.5" />
    </>
  ),
  'chevron-down': (
    <>
      <path d="M6 9.5l6 6 6-6" />
    </>
  ),
  'chevron-left': (
    <>
      <path d="M14.5 6l-6 6 6 6" />
    </>
  ),
  'chevron-right': (
    <>
      <path d="M9.5 6l6 6-6 6" />
    </>
  ),
  clip: (
    <>
      <path d="M18.5 11.5l-7 7a4.5 4.5 0 0 1-6.4-6.4l7.8-7.8a3 3 0 0 1 4.3 4.3l-7.6 7.6a1.5 1.5 0 0 1-2.2-2.2l6.6-6.6" />
    </>
  ),
  clock: (
    <>
      <circle cx="12" cy="12" r="9" /> <path d="M12 7v5.2l3.4 2" />
    </>
  ),
  copy: (
    <>
      <path d="M9 9h11v11H9z" /> <path d="M15 9V4H4v11h5" />
    </>
  ),
  doc: (
    <>
      <path d="M6 3h8l4 4v14H6z" /> <path d="M14 3v4h4M9 12h6M9 16h6" />
    </>
  ),
  download: (
    <>
      <path d="M12 4v11M7.5 10.8L12 15.3l4.5-4.5M5 20h14" />
    </>
  ),
  eye: (
    <>
      <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z" />{' '}
      <circle cx="12" cy="12" r="2.8" />
    </>
  ),
  flow: (
    <>
      <path d="M3.5 9c3 0 4-3.5 8.5-3.5s5 3.5 8.5 3.5M3.5 16c3 0 4-3.5 8.5-3.5s5 3.5 8.5 3.5" />
    </>
  ),
  gear: (
    <>
      <circle cx="12" cy="12" r="3" />{' '}
      <path d="M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M5.6 18.4l2.2-2.2M16.2 7.8l2.2-2.2" />
    </>
  ),
  inbox: (
    <>
      <path d="M4 13l2.5-8h11L20 13v6H4z" /> <path d="M4 13h5l1.2 2.5h3.6L15 13h5" />
    </>
  ),
  info: (
    <>
      <circle cx="12" cy="12" r="9" /> <path d="M12 11v5M12 8v.1" />
    </>
  ),
  key: (
    <>
      <circle cx="8" cy="14" r="4" /> <path d="M11 11l8-8M16 6l3 3" />
    </>
  ),
  link: (
    <>
      <path d="M10 14l4-4" /> <path d="M8.5 11.5l-3 3a2.8 2.8 0 0 0 4 4l3-3M15.5 12.5l3-3a2.8 2.8 0 0 0-4-4l-3 3" />
    </>
  ),
  list: (
    <>
      <path d="M9 6h11M9 12h11M9 18h11M4.5 6h.1M4.5 12h.1M4.5 18h.1" />
    </>
  ),
  lock: (
    <>
      <path d="M5.5 10.5h13V20h-13z" /> <path d="M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5M12 14.5v2" />
    </>
  ),
  mail: (
    <>
      <path d="M3.5 6h17v12.5h-17z" /> <path d="M4 7l8 6 8-6" />
    </>
  ),
  more: (
    <>
      <path d="M12 6v.1M12 12v.1M12 18v.1" strokeWidth="2.6" />
    </>
  ),
  okc: (
    <>
      <circle cx="12" cy="12" r="9" /> <path d="M8 12.3l2.8 2.8L16 9.6" />
    </>
  ),
  person: (
    <>
      <circle cx="12" cy="8" r="4" /> <path d="M4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6" />
    </>
  ),
  pause: (
    <>
      <circle cx="12" cy="12" r="9" /> <path d="M10 9v6M14 9v6" />
    </>
  ),
  plus: (
    <>
      <path d="M12 5v14M5 12h14" />
    </>
  ),
  search: (
    <>
      <circle cx="11" cy="11" r="6.5" /> <path d="M16 16l4.5 4.5" />
    </>
  ),
  send: (
    <>
      <path d="M4 12l16-7.5-5 15.5-3.5-6z" />
    </>
  ),
  shield: (
    <>
      <path d="M12 3l7.5 3v5.5c0 4.5-3 7.8-7.5 9.5-4.5-1.7-7.5-5-7.5-9.5V6z" /> <path d="M8.8 12l2.3 2.3 4.2-4.4" />
    </>
  ),
  sign: (
    <>
      <path d="M4 20h16" /> <path d="M5 16l1-4L15.5 2.8a2 2 0 0 1 2.8 0l.9.9a2 2 0 0 1 0 2.8L9.5 15.5z" />
    </>
  ),
  stop: (
    <>
      <path d="M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3z" /> <path d="M12 7.5V13M12 16v.1" />
    </>
  ),
  tree: (
    <>
      <path d="M9.5 3.5h5v4h-5zM3.5 16.5h5v4h-5zM15.5 16.5h5v4h-5z" /> <path d="M12 7.5V12M6 16.5V12h12v4.5" />
    </>
  ),
  town: (
    <>
      <path d="M4 20.5h16M6 20.5v-10M18 20.5v-10M10 20.5v-10M14 20.5v-10M4 10.5L12 4l8 6.5z" />
    </>
  ),
  undo: (
    <>
      <path d="M8.5 5L4.5 9l4 4" /> <path d="M4.5 9H14a5.5 5.5 0 0 1 0 11h-3" />
    </>
  ),
  upload: (
    <>
      <path d="M12 16V5M7.5 9.2L12 4.7l4.5 4.5M5 20h14" />
    </>
  ),
  users: (
    <>
      <circle cx="9" cy="8.5" r="3.5" />{' '}
      <path d="M2.5 19.5c.6-3.6 3-5.5 6.5-5.5s5.9 1.9 6.5 5.5M16 5.4a3.4 3.4 0 0 1 0 6.3M18.3 14.6c1.8.8 2.8 2.4 3.2 4.9" />
    </>
  ),
  warn: (
    <>
      <path d="M12 4L2.8 19.5h18.4z" /> <path d="M12 10v4.5M12 17v.1" />
    </>
  ),
  window: (
    <>
      <path d="M3.5 5h13v10h-13z" /> <path d="M20.5 9v10h-13" />
    </>
  ),
  x: (
    <>
      <path d="M6 6l12 12M18 6L6 18" />
    </>
  ),
  minus: (
    <>
      <path d="M5 12h14" />
    </>
  ),
  menu: (
    <>
      <path d="M4 7h16M4 12h16M4 17h16" />
    </>
  ),
  folder: (
    <>
      <path d="M3.5 6h6l2 2.500h9V19h-17z" />
    </>
  ),
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof shapes;

type IconProps = { readonly name: IconName; readonly size?: 's' | 'l'; readonly tone?: string };

/** Always beside a word, or inside a control that carries its name: the drawing itself is silent. */
export function Icon({ name, size, tone }: IconProps) {
  const classes = ['i', size && `i--${size}`, tone && `t-${tone}`].filter(Boolean).join(' ');
  return (
    <svg className={classes} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {shapes[name]}
    </svg>
  );
}
