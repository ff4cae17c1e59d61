import {
  Button as AriaButton,
  ComboBox,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  type ComboBoxProps,
} from 'react-aria-components';
import { Icon } from './icon';

export type Choice = {
  readonly id: string;
  readonly name: string;
  /** Second line, quiet. */
  readonly detail?: string;
};

type PickerProps = {
  readonly label: string;
  /** Tells apart fields of the same name ("Zeile 2"); heard, not seen. */
  readonly suffix?: string;
  readonly choices: readonly Choice[];
  readonly selected: string | null;
  readonly onSelect: (id: string | null) => void;
  readonly placeholder?: string;
  readonly emptyText: string;
  /** For lists that the server searches: the typed text goes there and nothing is filtered here. */
  readonly search?: { readonly text: string; readonly onType: (text: string) => void };
  readonly disabled?: boolean;
};

/** A field that is filled by typing a fragment and choosing from what fits. */
export function Picker(props: PickerProps) {
  const { label, suffix, choices, selected, onSelect, placeholder, emptyText, search, disabled } = props;
  const searching: Partial<ComboBoxProps<Choice>> = search
    ? { inputValue: search.text, onInputChange: search.onType, defaultFilter: () => true }
    : {};
  return (
    <ComboBox<Choice>
      className="picker"
      {...(search ? { items: choices } : { defaultItems: choices })}
      value={selected}
      onChange={(key) => {
        onSelect(key === null ? null : String(key));
      }}
      menuTrigger="input"
      allowsEmptyCollection
      isDisabled={disabled ?? false}
      {...searching}
    >
      <Label className="lab">
        {label}
        {suffix && <span className="sr"> {suffix}</span>}
      </Label>
      <span className="picker-box">
        <Input className="inp" placeholder={placeholder ?? ''} />
        <AriaButton className="icon-btn picker-open">
          <Icon name="chevron-down" />
        </AriaButton>
      </span>
      <Popover className="popover" offset={4}>
        <ListBox<Choice> className="choices" renderEmptyState={() => <p className="s m choices-none">{emptyText}</p>}>
          {(choice) => (
            <ListBoxItem
              id={choice.id}
              textValue={choice.detail ? `${choice.name} · ${choice.detail}` : choice.name}
              className="choice"
            >
              <span className="choice-name">{choice.name}</span>
              {choice.detail && <span className="s m choice-detail">{choice.detail}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
