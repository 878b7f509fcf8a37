import type { ChatClient } from '@chat/core';
import { Chat, ChatProvider, type LabelOverrides } from '@chat/react';

const german: LabelOverrides = {
  conversationList: {
    title: 'Gespräche',
    search: 'Gespräche durchsuchen',
    unread: (count) => (count === 1 ? '1 ungelesene Nachricht' : `${count} ungelesene Nachrichten`),
  },
  messageInput: { placeholder: 'Nachricht schreiben' },
};

const plural = new Intl.PluralRules('ar');
const unreadInArabic: Record<Intl.LDMLPluralRule, (count: string) => string> = {
  zero: () => 'لا رسائل غير مقروءة',
  one: () => 'رسالة واحدة غير مقروءة',
  two: () => 'رسالتان غير مقروءتين',
  few: (count) => `${count} رسائل غير مقروءة`,
  many: (count) => `${count} رسالة غير مقروءة`,
  other: (count) => `${count} رسالة غير مقروءة`,
};

const arabic: LabelOverrides = {
  conversationList: {
    title: 'المحادثات',
    search: 'ابحث في المحادثات',
    unread: (count) => unreadInArabic[plural.select(count)](count.toLocaleString('ar')),
  },
  messageInput: { placeholder: 'اكتب رسالة' },
};

const languages = {
  de: { labels: german, dir: 'ltr' },
  ar: { labels: arabic, dir: 'rtl' },
} as const;

export function ChatIn({
  client,
  language,
}: {
  readonly client: ChatClient;
  readonly language: keyof typeof languages;
}) {
  const { labels, dir } = languages[language];
  return (
    <ChatProvider client={client} labels={labels} locale={language} dir={dir}>
      <Chat />
    </ChatProvider>
  );
}
