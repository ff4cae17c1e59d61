import { Component, type ReactNode } from 'react';
import { Button } from '../components/button';
import { useLanguage } from '../lib/language';
import { texts } from './texts';

type CrashGuardProps = { readonly children: ReactNode };
type CrashGuardState = { readonly crashed: boolean };

/** A mistake of ours must not leave a white page: React takes everything down that nobody catches. */
export class CrashGuard extends Component<CrashGuardProps, CrashGuardState> {
  override state: CrashGuardState = { crashed: false };

  static getDerivedStateFromError(): CrashGuardState {
    return { crashed: true };
  }

  override render(): ReactNode {
    return this.state.crashed ? <Crashed /> : this.props.children;
  }
}

function Crashed() {
  const { t } = useLanguage();
  return (
    <main className="page-note stack">
      <h1 className="h1">{t(texts.crashed)}</h1>
      <p>{t(texts.crashedWhat)}</p>
      <p>
        <Button
          kind="primary"
          onClick={() => {
            location.reload();
          }}
        >
          {t(texts.reload)}
        </Button>
      </p>
    </main>
  );
}
