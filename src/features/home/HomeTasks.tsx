import type { ReactNode } from 'react';
import { fill, formatDate, formatMoment, plural } from '#i18n/formats.ts';
import { ClientCell, type CellState } from '#ui/ClientCell.tsx';
import { cellStateOf } from '../clients/client-rules.ts';
import type { HomeTask } from './home-contract.ts';
import type { HomeProps } from './Home.tsx';

interface Props extends HomeProps {
  tasks: HomeTask[];
  isOwner: boolean;
}

/** One line of the list: what has come, what to do about it, and the way there. */
interface Shown {
  title: string;
  text: ReactNode;
  button: string;
  href: string;
  cell: { left: number; state: CellState };
}

/** What needs me today; a quiet day says so. */
export function HomeTasks(props: Props) {
  const { words, tasks, protectionDays } = props;
  if (tasks.length === 0)
    return (
      <p className="home-quiet">
        <strong>{words.home.quiet}</strong> <span className="muted">{words.home.quietText}</span>
      </p>
    );
  return (
    <ul className="home-tasks rows">
      {tasks.map((task) => {
        const { title, text, button, href, cell } = shownOf(task, props);
        return (
          <li key={`${task.kind} ${task.id}`}>
            <ClientCell left={cell.left} of={protectionDays} state={cell.state} size={34} />
            <div>
              <p className="home-task-title">{title}</p>
              <p className="note muted">{text}</p>
            </div>
            <a className="button button-small" href={href}>
              {button}
              <span className="visually-hidden">: {title}</span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}

/** No line ends within a number: after its hyphen one could. */
const inOneLine = (number: string) => number.replace('-', '-\u2060');

function shownOf(task: HomeTask, props: Props): Shown {
  const { words, locale, timeZone, room, solutions } = props;
  const { tasks: t } = { tasks: words.home.kinds };
  const date = (at: string) => formatDate(locale, at, timeZone);
  switch (task.kind) {
    case 'offer':
      return {
        title: task.isChanged ? fill(t.offerChanged, { number: task.number }) : t.offer,
        text: props.isOwner ? t.offerText : t.offerTextMember,
        button: props.isOwner ? t.offerButton : t.open,
        href: `${room}/offer/`,
        cell: { left: 0, state: 'soon' },
      };
    case 'pin_ends_soon':
      return {
        title: fill(t.endsSoon, { name: task.name, days: plural(locale, words.days, Math.max(0, task.pin.daysLeft)) }),
        text: task.pin.extendsUntil
          ? fill(t.endsSoonText, { date: date(task.pin.extendsUntil) })
          : fill(t.endsSoonLast, { date: date(task.pin.until) }),
        button: task.pin.canExtend ? t.extend : t.open,
        href: `${room}/clients/client/?id=${task.id}`,
        cell: { left: task.pin.daysLeft, state: cellStateOf(task.pin) },
      };
    case 'pin_in_grace':
      return {
        title: fill(t.inGrace, { name: task.name }),
        text: fill(t.inGraceText, { date: date(task.pin.graceUntil) }),
        button: task.pin.canRenew ? t.renew : t.open,
        href: `${room}/clients/client/?id=${task.id}`,
        cell: { left: 0, state: 'grace' },
      };
    case 'passed_lead':
      return {
        title: fill(t.passed, {
          solutions: task.solutions.map((slug) => solutions[slug] ?? slug).join(', ') || task.number,
        }),
        text: fill(t.passedText, { moment: formatMoment(locale, new Date(Date.parse(task.dueAt) - 60_000), timeZone) }),
        button: t.look,
        href: `${room}/leads/passed/`,
        cell: { left: 0, state: 'deciding' },
      };
    case 'lead_to_correct':
      return {
        title: fill(t.correct, { name: task.name }),
        text: fill(t.correctText, { number: task.number }),
        button: t.open,
        href: `${room}/leads/lead/?id=${task.id}`,
        cell: { left: 0, state: 'deciding' },
      };
    case 'enquiry_returned':
      return {
        title: fill(t.returned, { name: task.name }),
        text: fill(t.returnedText, { date: date(task.at) }),
        button: t.open,
        href: `${room}/leads/lead/?id=${task.id}`,
        cell: { left: props.protectionDays, state: 'protected' },
      };
    case 'support_answered':
      return {
        title: fill(task.isQuestion ? t.supportAsked : t.supportAnswered, { number: inOneLine(task.number) }),
        text: task.isQuestion ? t.supportAskedText : t.supportAnsweredText,
        button: t.open,
        href: `${room}/support/?number=${task.number}`,
        cell: { left: 0, state: 'deciding' },
      };
    case 'client_free':
      return {
        title: fill(t.free, { name: task.name }),
        text: fill(t.freeText, { date: date(task.at) }),
        button: t.register,
        href: `${room}/leads/new/?place=${task.id}`,
        cell: { left: 0, state: 'deciding' },
      };
  }
}
