import type { UserId } from '@chat/core';
import { useMemo } from 'react';
import { markdownBlocks, type Block } from '../../lib/markdown';
import type { Inline } from '../../lib/markdown-inline';
import { TextPieces, type TextPiecesProps } from './text-pieces';

/** Words with the few marks people write in messages, as elements; never as HTML. */
export function MarkdownText({ text, mentions }: TextPiecesProps) {
  const blocks = useMemo(() => markdownBlocks(text), [text]);
  const [first] = blocks;
  // Most messages are one paragraph, and flow around their time as they do without marks.
  if (blocks.length === 1 && first?.kind === 'text')
    return <Marked content={first.content} mentions={mentions} />;
  // Only marks without words: what was written is better than nothing.
  if (blocks.length === 0) return text;
  return <Blocks blocks={blocks} mentions={mentions} />;
}

interface Mentions {
  readonly mentions: readonly UserId[];
}

// The parts of one text never move: their place is their key.
function Blocks({ blocks, mentions }: Mentions & { readonly blocks: readonly Block[] }) {
  return blocks.map((block, index) => {
    switch (block.kind) {
      case 'text':
        return (
          <div key={index} className="chat-markdown-words" dir="auto">
            <Marked content={block.content} mentions={mentions} />
          </div>
        );
      case 'code':
        return (
          <pre key={index} className="chat-markdown-block" dir="ltr">
            {block.text}
          </pre>
        );
      case 'quote':
        return (
          <blockquote key={index} className="chat-markdown-quote" dir="auto">
            <Blocks blocks={block.blocks} mentions={mentions} />
          </blockquote>
        );
      case 'list':
        return <List key={index} list={block} mentions={mentions} />;
    }
  });
}

function List({ list, mentions }: Mentions & { readonly list: Extract<Block, { kind: 'list' }> }) {
  const items = list.items.map((item, index) => (
    <li key={index} className="chat-markdown-item" dir="auto">
      <Marked content={item} mentions={mentions} />
    </li>
  ));
  return list.start === null ? (
    <ul className="chat-markdown-list">{items}</ul>
  ) : (
    <ol className="chat-markdown-list" start={list.start}>
      {items}
    </ol>
  );
}

function Marked({ content, mentions }: Mentions & { readonly content: readonly Inline[] }) {
  return content.map((part, index) => {
    switch (part.kind) {
      case 'text':
        return <TextPieces key={index} text={part.text} mentions={mentions} />;
      case 'code':
        return (
          <code key={index} className="chat-markdown-code" dir="ltr">
            {part.text}
          </code>
        );
      case 'bold':
        return (
          <strong key={index} className="chat-markdown-bold">
            <Marked content={part.content} mentions={mentions} />
          </strong>
        );
      case 'italic':
        return (
          <em key={index} className="chat-markdown-italic">
            <Marked content={part.content} mentions={mentions} />
          </em>
        );
    }
  });
}
