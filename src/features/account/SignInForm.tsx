import { useEffect, useRef, useState } from 'react';
import type { Strings } from '#i18n/languages.ts';
import { fill } from '#i18n/formats.ts';
import { ErrorSummary } from '#ui/ErrorSummary.tsx';
import { TextField } from '#ui/TextField.tsx';
import { useAwake } from '#ui/use-awake.ts';
import { currentSession } from '../../api/current-session.ts';
import { readInput, type FieldProblemCode, type Problem } from '../../api/problem-contract.ts';
import { codeLivesMinutes, keepAskedCode, readAskedCode, type AskedCode } from './asked-code.ts';
import { rememberedRoom, rememberRoom, rememberWriter } from '../../api/remembered-person.ts';
import { nextPath } from './next-path-rules.ts';
import { requestSignInCode, signIn } from './session-api.ts';
import { resendSeconds, signInCodeRequest, signInRequest, type SessionAnswer } from './session-contract.ts';

export interface SignInFormProps {
  words: Pick<Strings, 'signIn' | 'fieldProblems'>;
  locale: string;
  /** Front of the addresses in this language. */
  prefix: string;
}

/** Two steps on one page: the address, then the code that came to it. */
export function SignInForm({ words, locale, prefix }: SignInFormProps) {
  const isAwake = useAwake();
  const t = words.signIn;
  // The page's own field, never made anew nor set: what is typed while the script comes to life stays in it.
  const emailField = useRef<HTMLInputElement>(null);
  const [asked, setAsked] = useState<AskedCode>();
  const [lastEmail, setLastEmail] = useState('');
  const [code, setCode] = useState('');
  const [fieldProblem, setFieldProblem] = useState<string>();
  const [refusal, setRefusal] = useState<{ title: string; text?: string }>();
  const [attempt, setAttempt] = useState(0);
  const [isBusy, setBusy] = useState(false);
  const waits = useSecondsUntil(asked ? asked.at + resendSeconds * 1000 : 0);
  const hasBegun = useRef(false);
  // The step that has come is the one to go on with; the first one waits until somebody wants it.
  useEffect(() => {
    if (hasBegun.current || asked) document.getElementById(asked ? 'field-code' : 'field-email')?.focus();
    hasBegun.current = true;
  }, [asked]);
  // A tab that was loaded anew goes on with its code, unless somebody has begun with another address.
  useEffect(() => {
    const kept = readAskedCode();
    const typed = emailField.current?.value.trim();
    if (kept && (!typed || typed === kept.email)) setAsked(kept);
  }, []);

  const refuse = (title: string, text?: string) => {
    setRefusal({ title, ...(text && { text }) });
    setAttempt((count) => count + 1);
  };
  const wrongField = (problem: FieldProblemCode) => {
    setFieldProblem(words.fieldProblems[problem]);
    document.getElementById(asked ? 'field-code' : 'field-email')?.focus();
  };
  const begin = () => {
    setFieldProblem(undefined);
    setRefusal(undefined);
    setBusy(true);
  };

  async function askForCode() {
    if (isBusy) return;
    const email = asked?.email ?? emailField.current?.value ?? '';
    const read = readInput(signInCodeRequest, { email, locale });
    if (!read.ok) return wrongField(read.fields['email'] ?? 'invalid');
    begin();
    const answer = await requestSignInCode({ email: read.value.email, locale });
    setBusy(false);
    if (answer.ok) {
      const now = { email: read.value.email, at: Date.now() };
      keepAskedCode(now);
      setAsked(now);
      setCode('');
      return;
    }
    refuse(...wordsOf(answer.problem, t, false));
  }

  async function enter(typed = code) {
    if (isBusy || !asked) return;
    const read = readInput(signInRequest, { email: asked.email, code: typed });
    if (!read.ok) return wrongField(read.fields['code'] ?? 'invalid');
    begin();
    const answer = await signIn({ email: asked.email, code: read.value.code });
    if (answer.ok) {
      keepAskedCode(undefined);
      rememberWriter(answer.value.user.id);
      return location.assign(whereTo(answer.value, prefix));
    }
    setBusy(false);
    const isOld = Date.now() - asked.at > codeLivesMinutes * 60_000;
    if (answer.problem !== 'network' && answer.problem.code === ('code_wrong' as string) && !isOld) {
      setFieldProblem(t.codeWrong);
      document.getElementById('field-code')?.focus();
      return;
    }
    refuse(
      ...(isOld && answer.problem !== 'network'
        ? ([t.codeOld, t.codeOldText] as const)
        : wordsOf(answer.problem, t, true)),
    );
  }

  const signedIn = useSignedIn();
  const here = signedIn && (
    <p className="sign-in-here" role="status">
      {fill(t.signedIn, { name: signedIn.user.name })} <a href={whereTo(signedIn, prefix)}>{t.goOn}</a>
    </p>
  );
  const summary = <ErrorSummary title={refusal?.title} text={refusal?.text} items={[]} attempt={attempt} />;
  if (!asked)
    return (
      <form
        key="email"
        className="form sign-in"
        method="post"
        noValidate={isAwake}
        onSubmit={(event) => {
          event.preventDefault();
          void askForCode();
        }}
      >
        {here}
        {summary}
        <TextField
          name="email"
          label={t.email}
          hint={t.emailHint}
          error={fieldProblem}
          required
          type="email"
          inputMode="email"
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
          ref={emailField}
          defaultValue={lastEmail}
        />
        <p>
          <button
            className="button button-primary"
            type="submit"
            disabled={!isAwake}
            aria-disabled={isBusy || undefined}
          >
            {isBusy ? t.sending : t.sendCode}
          </button>
        </p>
      </form>
    );
  return (
    <form
      key="code"
      className="form sign-in"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void enter();
      }}
    >
      {summary}
      <p role="status">{fill(t.codeSent, { email: asked.email })}</p>
      <TextField
        name="code"
        label={t.code}
        hint={t.codeHint}
        error={fieldProblem}
        required
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={20}
        value={code}
        onChange={(event) => {
          const typed = event.target.value;
          setCode(typed);
          // A code that was pasted or filled in by the telephone is whole: nothing is left to do but to go on.
          const isPasted = typed.length - code.length > 1;
          if (isPasted && readInput(signInRequest, { email: asked.email, code: typed }).ok) void enter(typed);
        }}
      />
      <div className="sign-in-doors">
        <button className="button button-primary" type="submit" aria-disabled={isBusy || undefined}>
          {isBusy ? t.entering : t.enter}
        </button>
        {waits > 0 ? (
          <p className="note muted">{fill(t.resendIn, { seconds: waits })}</p>
        ) : (
          <button className="button" type="button" onClick={() => void askForCode()}>
            {t.resend}
          </button>
        )}
      </div>
      <p className="form-note">
        {t.noMail}{' '}
        <button
          type="button"
          onClick={() => {
            keepAskedCode(undefined);
            setLastEmail(asked.email);
            setAsked(undefined);
            setFieldProblem(undefined);
            setRefusal(undefined);
          }}
        >
          {t.otherEmail}
        </button>
      </p>
    </form>
  );
}

function wordsOf(problem: Problem | 'network', t: Strings['signIn'], isCode: boolean): readonly [string, string] {
  if (problem === 'network') return [t.failed, t.failedNetwork];
  if (problem.status === 429)
    return isCode ? [t.tooManyTries, t.tooManyTriesText] : [t.tooManyMails, t.tooManyMailsText];
  return [t.failed, problem.title];
}

/** To where one wanted to go, else home: partners to theirs, the vendor’s people to theirs. */
function whereTo({ user }: SessionAnswer, prefix: string): string {
  const isStaff = user.roles.some((role) => role === 'staff' || role === 'programme_lead');
  return nextPath(new URLSearchParams(location.search).get('next')) ?? `${prefix}/${isStaff ? 'staff' : 'partner'}/`;
}

/** Who is signed in already; asked only where somebody was. */
function useSignedIn(): SessionAnswer | undefined {
  const [signedIn, setSignedIn] = useState<SessionAnswer>();
  useEffect(() => {
    if (!rememberedRoom()) return;
    void currentSession().then((answer) => {
      if (answer.ok) setSignedIn(answer.value);
      else if (answer.problem !== 'network') rememberRoom(undefined);
    });
  }, []);
  return signedIn;
}

/** Seconds from now to a moment, counted down. */
function useSecondsUntil(moment: number): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const count = () => setSeconds(Math.max(0, Math.ceil((moment - Date.now()) / 1000)));
    count();
    if (moment <= Date.now()) return undefined;
    const clock = setInterval(count, 1000);
    return () => clearInterval(clock);
  }, [moment]);
  return seconds;
}
