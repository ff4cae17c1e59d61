import { ConfirmSheet } from '../../components/confirm-identity';
import { ProblemNote } from '../../components/notes';
import { codeOf } from '../../lib/api';

type OwnProblemProps = {
  readonly error: unknown;
  /** Does it once more, after the person proved who they are. */
  readonly onAgain: () => void;
  readonly onClose: () => void;
};

/** What went wrong; and where only a fresh proof is missing, the question for it. */
export function OwnProblem({ error, onAgain, onClose }: OwnProblemProps) {
  if (error === null) return null;
  if (codeOf(error) === 'proof-too-old') return <ConfirmSheet onDone={onAgain} onClose={onClose} />;
  return <ProblemNote error={error} />;
}
