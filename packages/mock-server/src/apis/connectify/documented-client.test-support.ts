import { WebSocket as NodeWebSocket } from 'ws';

/**
 * The document's client as it stands there ("React Native Implementation Guide"), with types, and with these for
 * what a telephone has: `fetch` in place of axios, one token in place of AsyncStorage, plain state in place of React.
 */
export interface Phone {
  /** `http://your-api-domain.com` of the document. */
  readonly host: string;
  readonly authToken: string;
}

/** As axios answers. */
interface Answer<Data> {
  data: Data;
}

interface ServiceMessage {
  id: number;
  content: string;
  read_by?: unknown[];
}

interface LiveMessage extends ServiceMessage {
  sender_id: number;
  sender_username: string;
  created_at: string;
  reply_to: number | null;
}

interface Page {
  count: number;
  results: ServiceMessage[];
}

type Id = number;
type Data = Readonly<Record<string, unknown>>;
type Identified = { id: number };

export function createApiClient({ host, authToken }: Phone) {
  const API_URL = `${host}/api`;
  const request = async <Body>(method: string, path: string, data?: Data): Promise<Answer<Body>> => {
    const response = await fetch(`${API_URL}${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${authToken}` },
      ...(data === undefined ? {} : { body: JSON.stringify(data) }),
    });
    if (!response.ok) throw new Error(`Request failed with status code ${response.status}`);
    const text = await response.text();
    return { data: (text === '' ? '' : JSON.parse(text)) as Body };
  };
  return {
    get: <Body>(path: string) => request<Body>('GET', path),
    post: <Body>(path: string, data: Data) => request<Body>('POST', path, data),
    put: <Body>(path: string, data: Data) => request<Body>('PUT', path, data),
    delete: (path: string) => request<''>('DELETE', path),
  };
}

export const createMessagingService = (apiClient: ReturnType<typeof createApiClient>) => ({
  // Conversations
  getConversations: () => apiClient.get<Identified[]>('/messaging/conversations/'),
  createConversation: (data: Data) => apiClient.post<Identified>('/messaging/conversations/create/', data),
  getConversationDetail: (id: Id) => apiClient.get<Identified>(`/messaging/conversations/${id}/`),
  getConversationMessages: (id: Id, page = 1) =>
    apiClient.get<Page>(`/messaging/conversations/${id}/messages/?page=${page}`),
  sendMessage: (id: Id, data: Data) =>
    apiClient.post<ServiceMessage>(`/messaging/conversations/${id}/send-message/`, data),

  // Group Chats
  getGroupChats: () => apiClient.get<Identified[]>('/messaging/group-chats/'),
  createGroupChat: (data: Data) => apiClient.post<Identified>('/messaging/group-chats/create/', data),
  getGroupChatDetail: (id: Id) => apiClient.get<Identified>(`/messaging/group-chats/${id}/`),
  getGroupChatMessages: (id: Id, page = 1) =>
    apiClient.get<Page>(`/messaging/group-chats/${id}/messages/?page=${page}`),
  sendGroupMessage: (id: Id, data: Data) =>
    apiClient.post<ServiceMessage>(`/messaging/group-chats/${id}/send-message/`, data),
  addGroupMembers: (id: Id, data: Data) =>
    apiClient.post<Identified>(`/messaging/group-chats/${id}/add-members/`, data),
  removeGroupMember: (id: Id, data: Data) =>
    apiClient.post<Identified>(`/messaging/group-chats/${id}/remove-member/`, data),
  changeGroupRole: (id: Id, data: Data) =>
    apiClient.post<Identified>(`/messaging/group-chats/${id}/change-role/`, data),

  // Messages
  getMessageDetail: (id: Id) => apiClient.get<ServiceMessage>(`/messaging/messages/${id}/`),
  deleteMessage: (id: Id) => apiClient.delete(`/messaging/messages/${id}/delete/`),
  editMessage: (id: Id, data: Data) => apiClient.put<ServiceMessage>(`/messaging/messages/${id}/edit/`, data),
  reactToMessage: (id: Id, data: Data) =>
    apiClient.post<Identified>(`/messaging/messages/${id}/react/`, data),
  removeReaction: (id: Id, emoji?: string) =>
    apiClient.delete(`/messaging/messages/${id}/unreact/${emoji ? `?emoji=${emoji}` : ''}`),

  // User Blocks
  getBlocks: () => apiClient.get<Identified[]>('/messaging/blocks/'),
  blockUser: (data: Data) => apiClient.post<Identified>('/messaging/blocks/create/', data),
  unblockUser: (id: Id) => apiClient.delete(`/messaging/blocks/${id}/delete/`),
});

type MessageHandler = (message: LiveMessage) => void;
type TypingHandler = (userId: Id, username: string, isTyping: boolean) => void;
type ReadHandler = (userId: Id, messageId: Id) => void;
type ConnectionHandler = (status: boolean) => void;
type ErrorHandler = (error: unknown) => void;

class DocumentedWebSocket {
  readonly #phone: Phone;
  socket: NodeWebSocket | null = null;
  messageHandlers: MessageHandler[] = [];
  typingHandlers: TypingHandler[] = [];
  readHandlers: ReadHandler[] = [];
  connectionHandlers: ConnectionHandler[] = [];
  errorHandlers: ErrorHandler[] = [];

  constructor(phone: Phone) {
    this.#phone = phone;
  }

  connect(type: 'conversations' | 'group-chats', id: Id): void {
    // Close existing connection if any
    this.disconnect();

    const { host, authToken: token } = this.#phone;
    const wsUrl = `${host.replace('http', 'ws')}/ws/messaging/${type}/${id}/?token=${token}`;

    // React Native names the server itself as the origin.
    this.socket = new NodeWebSocket(wsUrl, { origin: host });

    this.socket.onopen = () => {
      this.connectionHandlers.forEach((handler) => handler(true));
    };

    this.socket.onmessage = (event) => {
      const data = JSON.parse(String(event.data)) as {
        type: string;
        message: LiveMessage;
        user_id: Id;
        username: string;
        is_typing: boolean;
        message_id: Id;
      };

      switch (data.type) {
        case 'message':
          this.messageHandlers.forEach((handler) => handler(data.message));
          break;
        case 'typing':
          this.typingHandlers.forEach((handler) => handler(data.user_id, data.username, data.is_typing));
          break;
        case 'read':
          this.readHandlers.forEach((handler) => handler(data.user_id, data.message_id));
          break;
        default:
          throw new Error(`Unknown message type: ${data.type}`);
      }
    };

    this.socket.onclose = () => {
      this.connectionHandlers.forEach((handler) => handler(false));
    };

    this.socket.onerror = (error) => {
      this.errorHandlers.forEach((handler) => handler(error));
    };
  }

  disconnect(): void {
    if (this.socket) {
      this.socket.close();
      this.socket = null;
    }
  }

  sendMessage(content: string, replyTo: Id | null = null): void {
    if (!this.socket) return;

    const message = {
      type: 'message',
      content,
      reply_to: replyTo,
    };

    this.socket.send(JSON.stringify(message));
  }

  sendTypingIndicator(isTyping: boolean): void {
    if (!this.socket) return;

    const message = {
      type: 'typing',
      is_typing: isTyping,
    };

    this.socket.send(JSON.stringify(message));
  }

  sendReadReceipt(messageId: Id): void {
    if (!this.socket) return;

    const message = {
      type: 'read',
      message_id: messageId,
    };

    this.socket.send(JSON.stringify(message));
  }

  onMessage(handler: MessageHandler): () => void {
    this.messageHandlers.push(handler);
    return () => {
      this.messageHandlers = this.messageHandlers.filter((h) => h !== handler);
    };
  }

  onTyping(handler: TypingHandler): () => void {
    this.typingHandlers.push(handler);
    return () => {
      this.typingHandlers = this.typingHandlers.filter((h) => h !== handler);
    };
  }

  onRead(handler: ReadHandler): () => void {
    this.readHandlers.push(handler);
    return () => {
      this.readHandlers = this.readHandlers.filter((h) => h !== handler);
    };
  }

  onConnection(handler: ConnectionHandler): () => void {
    this.connectionHandlers.push(handler);
    return () => {
      this.connectionHandlers = this.connectionHandlers.filter((h) => h !== handler);
    };
  }

  onError(handler: ErrorHandler): () => void {
    this.errorHandlers.push(handler);
    return () => {
      this.errorHandlers = this.errorHandlers.filter((h) => h !== handler);
    };
  }
}

interface Chat {
  type: 'conversation' | 'group';
  id: Id;
}

/** The document's MessagingProvider without React: what it keeps as state is in `state`. */
export function createMessaging(phone: Phone) {
  const messagingService = createMessagingService(createApiClient(phone));
  const websocket = new DocumentedWebSocket(phone);
  const state = {
    conversations: [] as Identified[],
    groupChats: [] as Identified[],
    currentChat: null as Chat | null,
    messages: [] as ServiceMessage[],
    error: null as string | null,
    typingUsers: {} as Record<Id, string>,
    connected: false,
  };

  // Load conversations and group chats
  const loadChats = async () => {
    try {
      const [conversationsRes, groupChatsRes] = await Promise.all([
        messagingService.getConversations(),
        messagingService.getGroupChats(),
      ]);

      state.conversations = conversationsRes.data;
      state.groupChats = groupChatsRes.data;
    } catch {
      state.error = 'Failed to load chats';
    }
  };

  // Load messages for a specific chat
  const loadMessages = async (chatType: Chat['type'], chatId: Id, page = 1) => {
    try {
      let response;

      if (chatType === 'conversation') {
        response = await messagingService.getConversationMessages(chatId, page);
      } else {
        response = await messagingService.getGroupChatMessages(chatId, page);
      }

      if (page === 1) {
        state.messages = response.data.results;
      } else {
        state.messages = [...state.messages, ...response.data.results];
      }

      return response.data;
    } catch {
      state.error = 'Failed to load messages';
      return null;
    }
  };

  // Connect to WebSocket for a specific chat
  const connectToChat = async (chatType: Chat['type'], chatId: Id) => {
    websocket.connect(chatType === 'conversation' ? 'conversations' : 'group-chats', chatId);

    // Set current chat
    state.currentChat = { type: chatType, id: chatId };

    // Clear typing users
    state.typingUsers = {};

    // Load initial messages
    await loadMessages(chatType, chatId);
  };

  // Send a message
  const sendMessage = async (content: string, replyTo: Id | null = null) => {
    const { currentChat } = state;
    if (!currentChat) return;

    try {
      // Send via WebSocket for real-time delivery
      websocket.sendMessage(content, replyTo);

      // Also send via REST API as a fallback
      const data = {
        content,
        reply_to: replyTo,
      };

      if (currentChat.type === 'conversation') {
        await messagingService.sendMessage(currentChat.id, data);
      } else {
        await messagingService.sendGroupMessage(currentChat.id, data);
      }
    } catch {
      state.error = 'Failed to send message';
    }
  };

  websocket.onMessage((message) => {
    state.messages = [message, ...state.messages];
  });

  websocket.onTyping((userId, username, isTyping) => {
    if (isTyping) {
      state.typingUsers = { ...state.typingUsers, [userId]: username };
    } else {
      state.typingUsers = Object.fromEntries(
        Object.entries(state.typingUsers).filter(([id]) => id !== String(userId)),
      );
    }
  });

  websocket.onRead((userId, messageId) => {
    state.messages = state.messages.map((message) =>
      message.id === messageId ? { ...message, read_by: [...(message.read_by ?? []), userId] } : message,
    );
  });

  websocket.onConnection((status) => {
    state.connected = status;
  });

  websocket.onError(() => {
    state.error = 'Failed to connect to chat';
  });

  return {
    state,
    messagingService,
    loadChats,
    loadMessages,
    connectToChat,
    sendMessage,
    setTyping: (isTyping: boolean) => websocket.sendTypingIndicator(isTyping),
    markAsRead: (messageId: Id) => websocket.sendReadReceipt(messageId),
    close: () => websocket.disconnect(),
  };
}
