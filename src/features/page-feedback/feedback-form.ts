import { sendPageFeedback } from './page-feedback-api.ts';

/** Sends the answer without leaving the page, then offers the field for a comment, which joins the answer by its id. */
const form = document.querySelector<HTMLFormElement>('.page-feedback');
if (form) {
  const id = crypto.randomUUID();
  const thanks = form.querySelector<HTMLElement>('.page-feedback-thanks')!;
  const failed = form.querySelector<HTMLElement>('.page-feedback-failed')!;
  let useful = false;
  let isBusy = false;

  const send = async (button: HTMLElement | null) => {
    const given = new FormData(form, button);
    const text = (name: string) => (given.get(name) as string | null) || undefined;
    const isAnswer = given.has('useful');
    if (isAnswer) useful = given.get('useful') === 'yes';
    const comment = text('comment');
    failed.textContent = '';
    if (isAnswer || comment) {
      const [path, language, checkedOn] = [text('path')!, text('language')!, text('checkedOn')];
      const answer = await sendPageFeedback({ id, path, language, checkedOn, useful, comment });
      if (!answer.ok) {
        failed.textContent = answer.problem === 'network' ? failed.dataset.network! : answer.problem.title;
        return;
      }
      if (!isAnswer) thanks.textContent = thanks.dataset.sent!;
    }
    form.dataset.state = isAnswer ? 'answered' : 'done';
    // The button that had the focus is gone; a screen reader reads on here.
    thanks.focus();
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    void send(event.submitter).finally(() => (isBusy = false));
  });
}
