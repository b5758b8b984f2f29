import '#ui/form.css';
import { useId, useRef, useState } from 'react';
import { fill, formatBytes } from '#i18n/formats.ts';
import { problemText } from '#ui/ProblemNote.tsx';
import type { Answer } from '../../api/call-api.ts';
import type { CompanyProps } from './Company.tsx';
import { Part } from './CompanyPart.tsx';
import { logoBytesAtMost, logoPixelsAtLeast, type Logo, type LogoProblem } from './logo-contract.ts';
import { logoUrl, removeLogo, sendLogo } from './own-company-api.ts';
import type { PartnerCompany } from './partner-contract.ts';
import { showCompany } from './shown-company.ts';

type Props = CompanyProps & { company: PartnerCompany };

/** The logo on both grounds, and how an owner replaces or removes it; a refusal says what to do with the file. */
export function LogoPart(props: Props) {
  const { words, company } = props;
  const t = words.company;
  return (
    <Part id="logo" title={t.logo} text={t.logoText}>
      {company.logo ? <LogoOnGrounds {...props} logo={company.logo} /> : <p>{t.logoNone}</p>}
      {company.isOwner && <LogoChange {...props} />}
    </Part>
  );
}

function LogoOnGrounds({ words, locale, company, logo }: Props & { logo: Logo }) {
  const t = words.company;
  return (
    <>
      <div className="logo-grounds">
        {(['light', 'dark'] as const).map((ground) => (
          <figure key={ground} data-theme={ground}>
            <img
              src={logoUrl(logo.sha256)}
              alt={fill(t.logoAlt, { name: company.name })}
              width={logo.width}
              height={logo.height}
            />
            <figcaption>{ground === 'light' ? t.logoOnLight : t.logoOnDark}</figcaption>
          </figure>
        ))}
      </div>
      <p className="note">
        {t.logoTones[logo.tone]}{' '}
        <span className="muted">
          {logo.mediaType === 'image/svg+xml' ? 'SVG' : fill(t.logoSize, { width: logo.width, height: logo.height })},{' '}
          {formatBytes(locale, logo.sizeBytes)}
        </span>
      </p>
    </>
  );
}

function LogoChange({ words, company }: Props) {
  const t = words.company;
  const input = useRef<HTMLInputElement>(null);
  const hint = useId();
  const [isBusy, setBusy] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState('');
  const [told, setTold] = useState('');

  async function change(work: () => Promise<Answer<PartnerCompany>>, done: string) {
    if (isBusy) return;
    setBusy(true);
    setRefusal('');
    setTold(t.logoSending);
    const answer = await work();
    setBusy(false);
    setAsking(false);
    setTold(answer.ok ? done : '');
    if (answer.ok) showCompany(answer.value);
    else setRefusal(refusalText(answer.problem));
    input.current?.focus();
  }

  function refusalText(problem: LogoProblem | 'network'): string {
    if (problem !== 'network' && problem.code === 'too_large') return t.refusals.large;
    if (problem !== 'network' && problem.reason) return fill(t.refusals[problem.reason], { n: logoPixelsAtLeast });
    const { title, text } = problemText(problem, words);
    return `${title}. ${text}`;
  }

  const take = (file: File | undefined) => {
    if (!file) return;
    if (file.size > logoBytesAtMost) setRefusal(t.refusals.large);
    else void change(() => sendLogo(file), t.logoSaved);
  };

  return (
    <div className="logo-change field">
      <label className="button logo-file" aria-disabled={isBusy || undefined}>
        {company.logo ? t.logoReplace : t.logoChoose}
        <input
          ref={input}
          type="file"
          accept=".png,.jpg,.jpeg,.svg,image/png,image/jpeg,image/svg+xml"
          aria-describedby={`${hint} ${hint}-error`}
          aria-invalid={refusal ? true : undefined}
          onChange={({ target }) => {
            take(target.files?.[0]);
            target.value = '';
          }}
        />
      </label>
      <p className="field-hint" id={hint}>
        {fill(t.logoLimits, { n: logoPixelsAtLeast })}
      </p>
      <p className="field-error" id={`${hint}-error`} role="alert">
        {refusal}
      </p>
      <p role="status" className="note">
        {told}
      </p>
      {company.logo &&
        (isAsking ? (
          <div className="company-question">
            <p>{t.logoRemoveAsk}</p>
            <p className="company-save">
              <button
                type="button"
                className="button button-small"
                ref={takeFocus}
                onClick={() => void change(removeLogo, t.logoRemoved)}
              >
                {t.logoRemoveYes}
              </button>
              <button type="button" className="button-quiet" onClick={() => setAsking(false)}>
                {words.states.cancel}
              </button>
            </p>
          </div>
        ) : (
          <p>
            <button type="button" className="button-quiet" onClick={() => setAsking(true)}>
              {t.logoRemove}
            </button>
          </p>
        ))}
    </div>
  );
}

const takeFocus = (button: HTMLButtonElement | null) => button?.focus();
