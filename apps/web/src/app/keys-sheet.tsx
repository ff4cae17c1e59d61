import { Sheet } from '../components/sheet';
import { Button } from '../components/button';
import { useLanguage } from '../lib/language';
import { texts } from './texts';

export function KeysSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useLanguage();
  const control = t(texts.control);
  const rows = [
    { keys: ['J', 'K', '↓', '↑'], does: texts.keyMove },
    { keys: ['Enter'], does: texts.keyOpen },
    { keys: [`${control} K`], does: texts.keySearch },
    { keys: ['U'], does: texts.keyUpload },
    { keys: [`${control} ↵`], does: texts.keyPrimary },
    { keys: ['J', 'L'], does: texts.keyNext },
    { keys: ['?'], does: texts.keyHelp },
  ];
  return (
    <Sheet title={t(texts.keys)} onClose={onClose}>
      <dl className="keylist">
        {rows.map(({ keys, does }) => (
          <div key={does.de}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(does)}</dd>
          </div>
        ))}
      </dl>
      <div className="sheet-acts">
        <Button kind="secondary" onClick={onClose} autoFocus>
          {t(texts.close)}
        </Button>
      </div>
    </Sheet>
  );
}
