import type { Session } from '@libs/contracts';
import { useState } from 'react';
import {
  Button as AriaButton,
  Dialog,
  DialogTrigger,
  Label,
  Popover,
  ToggleButton,
  ToggleButtonGroup,
} from 'react-aria-components';
import { Link } from 'react-router';
import { Button } from '../components/button';
import { Icon } from '../components/icon';
import { ProblemNote } from '../components/notes';
import { useLanguage, type Language } from '../lib/language';
import { useSignOut } from '../lib/session';
import { themes, useTheme } from '../lib/theme';
import { EntityChoice } from './entity-choice';
import { texts } from './texts';

const languages: readonly { readonly id: Language; readonly name: string }[] = [
  { id: 'de', name: 'Deutsch' },
  { id: 'en', name: 'English' },
];

export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word) && !word.endsWith('.'));
  return `${words[0]?.[0] ?? ''}${words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''}`.toUpperCase();
}

type AccountMenuProps = { readonly session: Session; readonly compact?: boolean };

export function AccountMenu({ session, compact }: AccountMenuProps) {
  const { t } = useLanguage();
  const signOut = useSignOut();
  const [error, setError] = useState<unknown>(null);
  return (
    <DialogTrigger>
      <AriaButton className={compact ? 'av' : 'icon-btn'} aria-label={t(texts.account)}>
        {compact ? initialsOf(session.person.name) : <Icon name="gear" />}
      </AriaButton>
      <Popover className="popover account" placement="top end">
        <Dialog className="account-in" aria-label={t(texts.account)}>
          {({ close }) => (
            <>
              <p>
                <span className="b">{session.person.name}</span>
                <br />
                <span className="s m">{session.person.email}</span>
              </p>
              <Link to="/konto" className="link" onClick={close}>
                {t(texts.myAccount)}
              </Link>
              <EntityChoice />
              <LanguageChoice />
              <ThemeChoice />
              {error !== null && <ProblemNote error={error} />}
              <Button
                kind="secondary"
                onClick={() => {
                  signOut().catch(setError);
                }}
              >
                {t(texts.signOut)}
              </Button>
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function LanguageChoice() {
  const { t, language, setLanguage } = useLanguage();
  return (
    <div>
      <Label className="cap">{t(texts.language)}</Label>
      <ToggleButtonGroup
        className="choice-row"
        aria-label={t(texts.language)}
        disallowEmptySelection
        selectedKeys={[language]}
        onSelectionChange={([chosen]) => {
          setLanguage(chosen === 'en' ? 'en' : 'de');
        }}
      >
        {languages.map(({ id, name }) => (
          <ToggleButton key={id} id={id} className="chip">
            <span lang={id}>{name}</span>
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  );
}

function ThemeChoice() {
  const { t } = useLanguage();
  const [theme, setTheme] = useTheme();
  return (
    <div>
      <Label className="cap">{t(texts.theme)}</Label>
      <ToggleButtonGroup
        className="choice-row"
        aria-label={t(texts.theme)}
        disallowEmptySelection
        selectedKeys={[theme]}
        onSelectionChange={([chosen]) => {
          setTheme(themes.find((one) => one === chosen) ?? 'system');
        }}
      >
        {themes.map((one) => (
          <ToggleButton key={one} id={one} className="chip">
            {t(texts[one])}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  );
}
