import { useState } from 'react';
import { useLanguage } from '../lib/language';
import { Button } from './button';

const texts = {
  copy: { de: 'Link kopieren', en: 'Copy link' },
  copied: { de: 'Kopiert', en: 'Copied' },
};

/** A link that is shown this once, to be handed on by whoever asked for it. */
export function HandedLink({ label, link }: { readonly label: string; readonly link: string }) {
  const { t } = useLanguage();
  const [copied, setCopied] = useState(false);
  return (
    <div className="field">
      <label className="lab">
        {label}
        <input
          className="inp"
          readOnly
          value={link}
          onFocus={({ target }) => {
            target.select();
          }}
        />
      </label>
      {/* a page reached by plain http inside a town hall has no clipboard: there the text is selected by hand */}
      {'clipboard' in navigator && (
        <Button
          kind="tertiary"
          icon="copy"
          onClick={() => {
            void navigator.clipboard.writeText(link).then(() => {
              setCopied(true);
            });
          }}
        >
          {t(copied ? texts.copied : texts.copy)}
        </Button>
      )}
    </div>
  );
}
