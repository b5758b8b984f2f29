import './decision.css';
import { Dialog } from '#ui/Dialog.tsx';
import type { CaseProps } from './case-words.ts';

const keys = [
  ['move', ['J', 'K']],
  ['open', ['Enter']],
  ['approve', ['A']],
  ['return', ['R']],
  ['decline', ['D']],
  ['send', ['Ctrl Enter']],
  ['undo', ['U']],
  ['select', ['X']],
  ['search', ['/']],
  ['keys', ['?']],
] as const;

/** Every key of the inbox and what it does. */
export function KeysDialog({ words, onClose }: { words: CaseProps['words']; onClose: () => void }) {
  const t = words.inbox;
  return (
    <Dialog title={t.keys} close={words.states.close} onClose={onClose}>
      <dl className="keys-list">
        {keys.map(([name, caps]) => (
          <div key={name}>
            <dt>
              {caps.map((cap) => (
                <kbd className="key-cap" key={cap}>
                  {cap}
                </kbd>
              ))}
            </dt>
            <dd>{t.keyNames[name]}</dd>
          </div>
        ))}
      </dl>
      <p className="note muted">{t.keysNote}</p>
    </Dialog>
  );
}
