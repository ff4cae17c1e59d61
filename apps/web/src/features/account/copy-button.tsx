import { useState } from 'react';
import { Button } from '../../components/button';

type CopyButtonProps = { readonly text: string; readonly label: string; readonly done: string };

/** Browsers let pages copy only over https or on this very machine; elsewhere there is no button, and the text can be marked. */
export function CopyButton({ text, label, done }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  if (!window.isSecureContext) return null;
  return (
    <Button
      icon={copied ? 'check' : 'copy'}
      onClick={() => {
        navigator.clipboard.writeText(text).then(
          () => setCopied(true),
          () => setCopied(false),
        );
      }}
    >
      <span role="status">{copied ? done : label}</span>
    </Button>
  );
}
