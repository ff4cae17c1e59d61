import type { Session } from '@libs/contracts';
import { Navigate, useOutletContext } from 'react-router';
import { WorklistPage } from '../features/worklist/worklist-page';

/** Where a person begins: at the worklist, and who runs the data centre at its entities. */
export function HomePage() {
  const { roles } = useOutletContext<Session>();
  const operates = roles.length > 0 && roles.every(({ role }) => role === 'operator');
  return operates ? <Navigate to="/mandanten" replace /> : <WorklistPage />;
}
