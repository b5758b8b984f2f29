import type { Answer } from '../../api/call-api.ts';
import { completeLesson, reopenLesson } from './course-api.ts';
import { onProgress, showProgress } from './course-progress.ts';

/** The end of a lesson: done, what is next, and the way back. It shows at once and is taken back when the server has not got it. */
const place = document.querySelector<HTMLElement>('[data-lesson-done]');

if (place) {
  const { lessonDone: own, network, unknown } = place.dataset as Record<string, string>;
  const part = <E extends HTMLElement>(name: string) => place.querySelector<E>(`.lesson-done-${name}`)!;
  const [button, closed, undo, said, failed] = [
    part<HTMLButtonElement>('button'),
    part('closed'),
    part<HTMLButtonElement>('undo'),
    part('said'),
    part('failed'),
  ];
  let done = new Set<string>();
  let isBusy = false;

  const show = () => {
    const isDone = done.has(own!);
    place.dataset['state'] = isDone ? 'done' : 'open';
    button.hidden = isDone;
    closed.hidden = !isDone;
    showProgress(done);
  };

  /** Changes the mark, tells the server, and changes it back if that has failed. */
  const change = async (isDone: boolean, send: (lesson: string) => Promise<Answer<unknown>>) => {
    if (isBusy) return;
    isBusy = true;
    const set = (to: boolean) => (to ? done.add(own!) : done.delete(own!));
    // The button that had the focus is gone: a screen reader reads on here.
    const focus = () => (done.has(own!) ? said : button).focus({ preventScroll: true });
    failed.textContent = '';
    set(isDone);
    show();
    focus();
    const answer = await send(own!);
    isBusy = false;
    if (answer.ok) return;
    set(!isDone);
    show();
    failed.textContent = answer.problem === 'network' ? network! : answer.problem.title;
    (isDone ? button : undo).focus({ preventScroll: true });
  };

  button.addEventListener('click', () => void change(true, completeLesson));
  undo.addEventListener('click', () => void change(false, reopenLesson));

  onProgress((progress) => {
    if (progress === 'nobody') {
      place.hidden = true;
      return;
    }
    failed.textContent = progress === 'unknown' ? unknown! : '';
    if (progress !== 'unknown') done = progress.done;
    show();
  });
}
