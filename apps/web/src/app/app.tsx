import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { I18nProvider } from 'react-aria-components';
import { BrowserRouter, Route, Routes } from 'react-router';
import { ArrivalsPage } from '../features/arrivals/arrivals-page';
import { AuditPage } from '../features/audit/audit-page';
import { CasePage } from '../features/case/case-page';
import { EntitiesPage } from '../features/entities/entities-page';
import { ExportPage } from '../features/exports/export-page';
import { ForgotPage } from '../features/password/forgot-page';
import { PasswordPage } from '../features/password/password-page';
import { SealedPage } from '../features/sealed/sealed-page';
import { SignInPage } from '../features/sign-in/sign-in-page';
import { NoAnswer, statusOf } from '../lib/api';
import { LanguageProvider, useLanguage } from '../lib/language';
import { watchExpiry } from '../lib/session';
import { CrashGuard } from './crash-guard';
import { HomePage } from './home-page';
import { NotFoundPage } from './not-found-page';
import { SignedIn } from './signed-in';

/** Refusals are answers and are not asked again; a lost connection is worth two more tries. */
const client = new QueryClient({
  defaultOptions: {
    queries: { retry: (count, error) => count < 2 && (error instanceof NoAnswer || (statusOf(error) ?? 0) >= 500) },
    mutations: { networkMode: 'always' },
  },
});
watchExpiry(client);

export function App() {
  return (
    <QueryClientProvider client={client}>
      <LanguageProvider>
        <CrashGuard>
          <Localized />
        </CrashGuard>
      </LanguageProvider>
    </QueryClientProvider>
  );
}

function Localized() {
  const { language } = useLanguage();
  return (
    <I18nProvider locale={language === 'de' ? 'de-DE' : 'en-GB'}>
      <BrowserRouter>
        <Routes>
          <Route path="/anmelden" element={<SignInPage />} />
          <Route path="/kennwort" element={<PasswordPage />} />
          <Route path="/kennwort-vergessen" element={<ForgotPage />} />
          <Route element={<SignedIn />}>
            <Route index element={<HomePage />} />
            <Route path="eingang" element={<ArrivalsPage />} />
            <Route path="faelle/:id" element={<CasePage />} />
            <Route path="export" element={<ExportPage />} />
            <Route path="versiegelt" element={<SealedPage />} />
            <Route path="mandanten" element={<EntitiesPage />} />
            <Route path="pruefspur" element={<AuditPage />} />
            <Route path="*" element={<NotFoundPage />} />
          </Route>
        </Routes>
      </BrowserRouter>
    </I18nProvider>
  );
}
