import { pieces } from '../lib/foreign-text';

/** Text that strangers wrote: isolated from the reading order around it, hidden characters shown as marks. */
export function Foreign({ text }: { readonly text: string }) {
  const found = pieces(text);
  if (found.every(({ kind }) => kind === 'text')) return <bdi>{text}</bdi>;
  return (
    <bdi>
      {found.map((piece, index) =>
        piece.kind === 'text' ? (
          piece.text
        ) : (
          <span key={index} className="mark" title={piece.text}>
            {piece.text}
          </span>
        ),
      )}
    </bdi>
  );
}
