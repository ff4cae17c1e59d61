import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { I18nProvider } from 'react-aria-components';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { AccountPage } from '../features/account/account-page';
import { ConfirmPage } from '../features/administration/confirm/confirm-page';
import { EntityPage } from '../features/administration/entity/entity-page';
import { GroupsPage } from '../features/administration/groups/groups-page';
import { ImportPage } from '../features/administration/import/import-page';
import { InsightPage } from '../features/administration/insight/insight-page';
import { PeoplePage } from '../features/administration/people/people-page';
import { PersonPage } from '../features/administration/people/person-page';
import { UnitsPage } from '../features/administration/units/units-page';
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
            <Route path="konto" element={<AccountPage />} />
            <Route path="einsicht" element={<InsightPage />} />
            <Route path="versiegelt" element={<SealedPage />} />
            <Route path="mandanten" element={<EntitiesPage />} />
            <Route path="pruefspur" element={<AuditPage />} />
            <Route path="verwaltung">
              <Route index element={<Navigate to="personen" replace />} />
              <Route path="mandant" element={<EntityPage />} />
              <Route path="stellen" element={<UnitsPage />} />
              <Route path="personen" element={<PeoplePage />} />
              <Route path="personen/:id" element={<PersonPage />} />
              <Route path="gruppen" element={<GroupsPage />} />
              <Route path="bestaetigen" element={<ConfirmPage />} />
              <Route path="import" element={<ImportPage />} />
            </Route>
            <Route path="*" element={<NotFoundPage />} />
          </Route>
        </Routes>
      </BrowserRouter>
    </I18nProvider>
  );
}
