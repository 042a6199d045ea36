import { Button, TextInput, VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { CheckIcon, CopyIcon } from '../icons';
import classes from './copy-field.module.css';

interface CopyFieldProps {
  readonly label: string;
  readonly value: string;
  readonly description?: string;
  readonly onCopied?: () => void;
}

/** Milliseconds that "Copied" is shown. */
const SHOWN = 2_500;

/** A value to be taken elsewhere, with a button that copies it. */
export function CopyField({ label, value, description, onCopied }: CopyFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();
  useEffect(() => {
    const timer = setTimeout(() => setOutcome(undefined), SHOWN);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async (): Promise<void> => {
    const isCopied = await copyFrom(field.current!);
    setOutcome(isCopied ? 'copied' : 'failed');
    if (isCopied) onCopied?.();
  };
  return (
    <div className={classes.row}>
      <TextInput
        label={label}
        description={description}
        value={value}
        readOnly
        spellCheck={false}
        ref={field}
        onFocus={(event) => event.currentTarget.select()}
        className={classes.field}
        classNames={{ input: classes.value }}
      />
      <Button
        variant="default"
        leftSection={outcome === 'copied' ? <CheckIcon /> : <CopyIcon />}
        onClick={() => void copy()}
        className={classes.button}
      >
        {outcome === 'copied' ? 'Copied' : 'Copy'}
        <VisuallyHidden> {label}</VisuallyHidden>
      </Button>
      <VisuallyHidden role="status">
        {outcome === 'copied'
          ? `${label} copied`
          : outcome === 'failed'
            ? 'Copying did not work: the value is selected'
            : ''}
      </VisuallyHidden>
    </div>
  );
}

/** Over plain http browsers keep the clipboard from scripts; what is selected they still copy. */
async function copyFrom(field: HTMLInputElement): Promise<boolean> {
  if (window.isSecureContext) {
    try {
      await navigator.clipboard.writeText(field.value);
      return true;
    } catch {
      // Not allowed here: the other way may be.
    }
  }
  field.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else works without https
  return document.execCommand('copy');
}
