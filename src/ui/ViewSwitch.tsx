import './view-switch.css';
import { useAwake } from './use-awake.ts';

interface Props<View extends string> {
  /** What is chosen here: «Вид». */
  label: string;
  name: string;
  views: { value: View; label: string }[];
  value: View;
  onChange: (view: View) => void;
}

/** Two or three ways to see the same, side by side: radio buttons, so the arrow keys go through them. */
export function ViewSwitch<View extends string>({ label, name, views, value, onChange }: Props<View>) {
  // A choice made before the script is there would be lost.
  const isAwake = useAwake();
  return (
    <fieldset className="view-switch">
      <legend className="visually-hidden">{label}</legend>
      {views.map((view) => (
        <label key={view.value}>
          <input
            type="radio"
            name={name}
            value={view.value}
            checked={view.value === value}
            disabled={!isAwake}
            onChange={() => onChange(view.value)}
          />
          <span>{view.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
